print("etalon")

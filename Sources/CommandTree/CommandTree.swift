// CommandTree

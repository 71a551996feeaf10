// The scripts that bring completion into a shell. They hold no knowledge of the program: they ask its hidden verb for each word.
//
// A script calls the program by its name, never by what was typed, so that the tab key cannot run a stranger's `./etalon`. What comes
// back is data: no script evaluates it.

/// A shell with programmable completion.
public enum Shell: String, Sendable, CaseIterable {
  /// GNU Bash 4.4 or later.
  case bash
  /// Zsh.
  case zsh
  /// fish 3.4 or later.
  case fish

  /// Returns the completion script for a program of that name, to be sourced or installed.
  public func script(for program: String) -> String {
    let name = String(program.unicodeScalars.map { Shell.isSafe($0) ? Character($0) : "_" })
    let function = String(name.map { $0 == "-" || $0 == "." ? "_" : $0 })
    return template.replacing("FUNCTION", with: function).replacing("PROGRAM", with: name)
  }

  /// Letters, digits and the three signs that no shell gives a meaning inside a word.
  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "-._".unicodeScalars.contains(scalar)
  }

  private var template: String {
    switch self {
    case .bash: Shell.bashScript
    case .zsh: Shell.zshScript
    case .fish: Shell.fishScript
    }
  }

  private static let bashScript = #"""
    # bash completion for PROGRAM; load it with: source <(PROGRAM completions bash)
    _FUNCTION() {
      local cur=${COMP_WORDS[COMP_CWORD]} quote=%q value note file ending
      [[ $cur == [=:] ]] && cur=
      COMPREPLY=()
      while IFS=$'\t' read -r value note; do
        if [[ $value != :* ]]; then
          printf -v value "$quote" "$value"
          COMPREPLY+=("$value")
          continue
        fi
        compopt -o filenames 2>/dev/null && quote=%s
        while IFS= read -r file; do
          if [[ -d $file || $value == :files ]]; then COMPREPLY+=("$file"); continue; fi
          for ending in ${value#:files}; do [[ $value == :files* && $file == *"$ending" ]] && COMPREPLY+=("$file"); done
        done < <(compgen -f -- "$cur")
      done < <(PROGRAM __complete "$COMP_CWORD" "${COMP_WORDS[@]}" 2>/dev/null)
    }
    complete -F _FUNCTION PROGRAM

    """#

  private static let zshScript = #"""
    #compdef PROGRAM
    # zsh completion for PROGRAM; load it with: source <(PROGRAM completions zsh)
    _FUNCTION() {
      local line note
      local -a candidates endings
      for line in "${(@f)$(PROGRAM __complete $((CURRENT - 1)) "${(@Q)words}" 2>/dev/null)}"; do
        if [[ $line == :directories ]]; then
          compset -P '--*='
          _files -/
        elif [[ $line == :files* ]]; then
          compset -P '--*='
          endings=(${=line#:files})
          if (( $#endings )); then _files -g "*(${(j:|:)endings})(-.)"; else _files; fi
        elif [[ -n $line ]]; then
          note=
          [[ $line == *$'\t'* ]] && note=":${line#*$'\t'}"
          candidates+=("${${${line%%$'\t'*}//\\/\\\\}//:/\\:}$note")
        fi
      done
      (( $#candidates )) && _describe PROGRAM candidates
    }
    if [[ $funcstack[1] == _FUNCTION ]]; then _FUNCTION "$@"; else compdef _FUNCTION PROGRAM; fi

    """#

  private static let fishScript = #"""
    # fish completion for PROGRAM; load it with: PROGRAM completions fish | source
    function __FUNCTION_complete
        set -l words (commandline -opc)
        set -l word (commandline -ct)
        for line in (PROGRAM __complete (count $words) $words "$word" 2>/dev/null)
            if not string match -q ':*' -- $line
                echo $line
                continue
            end
            set -l option (string match -r -- '^--[^=]*=' "$word")
            set -l endings (string split -n ' ' -- $line)[2..-1]
            for path in (complete -C "__FUNCTION_no_such_command "(string replace -- "$option" '' "$word"))
                if string match -q '*/' -- $path; or test "$line" = :files
                    echo "$option$path"
                else
                    for ending in $endings
                        string match -q "*$ending" -- $path; and echo "$option$path"
                    end
                end
            end
        end
    end
    complete -c PROGRAM -f -a '(__FUNCTION_complete)'

    """#
}

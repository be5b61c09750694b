using RulesRouter.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Language.Yaml;

/// <summary>
/// Rejects characters that people, editors and programs read differently: control characters, lone carriage returns, direction overrides
/// and invisible characters.
/// </summary>
internal static class CharacterCheck
{
    public static bool Holds(SourceFile source, DiagnosticBag diagnostics)
    {
        var text = source.Text;
        for (var at = 0; at < text.Length; at++)
        {
            var unit = text[at];
            if (unit is (>= ' ' and <= '~') or '\n' or '\t')
            {
                continue;
            }

            if (unit == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
            {
                continue;
            }

            if (OneLine.IsUnsafe(unit))
            {
                var (message, help) = unit == '\r'
                    ? ("a carriage return without a line feed", "end lines with a line feed")
                    : (
                        $"the character U+{(int)unit:X4}, which {(OneLine.IsInvisible(unit) ? "hides or reorders text" : "is a control character")}",
                        $"remove it, or write \"\\u{(int)unit:X4}\" in double quotes if it is intended");
                diagnostics.Add(YamlDiagnostics.Refused, new SourceSpan(source, at, 1), message, help);
                return false;
            }
        }

        return true;
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace RulesRouter.Language.Yaml;

/// <summary>The value of a plain scalar by the core schema of YAML 1.2: <c>yes</c> and <c>on</c> are strings.</summary>
internal static partial class CoreSchema
{
    public static object? Resolve(string text, bool isPlain)
    {
        if (!isPlain)
        {
            return text;
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ when text[0] is '+' or '-' or '.' or (>= '0' and <= '9') && Number().IsMatch(text) =>
                double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
            _ => text,
        };
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}

using System.Globalization;
using System.Text;

namespace RulesRouter.Language.Formatting;

/// <summary>Writes scalars other than block scalars.</summary>
internal static class ScalarFormat
{
    /// <summary>Column at which a plain scalar that spans several lines is wrapped.</summary>
    private const int Width = 120;

    /// <param name="indent">Indentation of the lines after the first.</param>
    /// <param name="column">Column at which the scalar starts.</param>
    public static string Of(StyledScalar scalar, int indent, int column) => scalar switch
    {
        { Form: ScalarForm.Plain } when !scalar.Raw.Contains('\n') => scalar.Raw,
        { Form: ScalarForm.Plain } when !scalar.Value.Contains('\n')
            && !scalar.Value.Contains("  ", StringComparison.Ordinal) => Wrapped(scalar.Value, indent, column),
        { Form: ScalarForm.DoubleQuoted } when !scalar.Raw.Contains('\n') => scalar.Raw,
        { Form: ScalarForm.SingleQuoted } when !scalar.Raw.Contains('\n') && scalar.Value.AsSpan().IndexOfAny('"', '\\') >= 0 => scalar.Raw,
        _ => Quoted(scalar.Value),
    };

    private static string Wrapped(string value, int indent, int column)
    {
        var result = new StringBuilder();
        foreach (var word in value.Split(' '))
        {
            if (result.Length > 0)
            {
                var breaks = column + 1 + word.Length > Width;
                result.Append(breaks ? "\n" + new string(' ', indent) : " ");
                column = breaks ? indent : column + 1;
            }

            result.Append(word);
            column += word.Length;
        }

        return result.ToString();
    }

    private static string Quoted(string value)
    {
        var result = new StringBuilder("\"");
        foreach (var unit in value)
        {
            _ = unit switch
            {
                '"' or '\\' => result.Append('\\').Append(unit),
                '\n' => result.Append("\\n"),
                '\t' => result.Append("\\t"),
                _ when char.IsControl(unit) => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}"),
                _ => result.Append(unit),
            };
        }

        return result.Append('"').ToString();
    }
}

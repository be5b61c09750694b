using System.Text;
using RulesRouter.Redaction;

namespace RulesRouter.Core.Tests.Redaction;

public sealed class PatternDocumentTests
{
    private const string Start = "<!-- patterns: written by the test PatternDocumentTests with UPDATE_EXPECTED=1 -->\n";
    private const string End = "<!-- end of patterns -->";

    /// <summary>Run with UPDATE_EXPECTED=1 to write the table; then review the change.</summary>
    [Fact]
    public void Document_lists_every_pattern()
    {
        var path = Path.Combine(Root(AppContext.BaseDirectory), "src", "RulesRouter.Core", "Redaction", "README.md");
        var text = File.ReadAllText(path);
        var (start, end) = (text.IndexOf(Start, StringComparison.Ordinal) + Start.Length, text.IndexOf(End, StringComparison.Ordinal));
        var expected = text[..start] + Table() + text[end..];
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string Table()
    {
        var table = new StringBuilder("| kind | value | form | taken for one by mistake, or missed | placeholder says |\n|---|---|---|---|---|\n");
        foreach (var pattern in PatternTable.All)
        {
            table.Append($"| `{pattern.Kind}` | {pattern.Name} | {pattern.Shape} | {pattern.Notes} | `{pattern.Label}` |\n");
        }

        return table.ToString();
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "RulesRouter.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}

using System.Text.Json;
using System.Text.RegularExpressions;
using RulesRouter.Language.Schemas;

namespace RulesRouter.Language.Tests.Schemas;

/// <summary>An error about a pattern says what the pattern allows.</summary>
public sealed class PatternHelpTests
{
    private static readonly string[] Names = ["a-b", "a_b", "aB", "AB_C"];

    public static TheoryData<string> Patterns => [.. Directory
        .GetFiles(Path.Combine(Root(), "schemas"), "*.json")
        .SelectMany(file => PatternsOf(JsonDocument.Parse(File.ReadAllText(file)).RootElement))
        .Distinct()];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Every_pattern_of_the_schemas_has_a_text_that_agrees_with_it(string pattern)
    {
        var text = PatternHelp.Of(pattern);

        Assert.DoesNotContain(pattern, text, StringComparison.Ordinal);
        if (text.StartsWith("use ", StringComparison.Ordinal))
        {
            Assert.Equal(
                (text.Contains("hyphens", StringComparison.Ordinal), text.Contains("underscores", StringComparison.Ordinal)),
                (Array.Exists(Names, name => name.Contains('-') && Regex.IsMatch(name, pattern)),
                    Array.Exists(Names, name => name.Contains('_') && Regex.IsMatch(name, pattern))));
        }
        else if (text.Contains("such as ", StringComparison.Ordinal))
        {
            foreach (var example in text[(text.IndexOf("such as ", StringComparison.Ordinal) + 8)..].Split(" or "))
            {
                Assert.Matches(pattern, example);
            }
        }
    }

    [Fact]
    public void Id_of_a_budget_with_hyphens_gets_what_it_may_have_as_help()
    {
        var loaded = Loading.Load(("p.yaml", """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: p }
            spec:
              budgets: [{ id: b-c-bad, limitUsd: 1, window: day }]
              rules:
                - id: default
                  select: { objective: price }
            """));

        Assert.Equal(
            "p.yaml:5:19: error RR0104: `id` cannot be \"b-c-bad\" (use at most 64 letters, digits and underscores, starting with a lower case letter)",
            Loading.Shown(loaded.Diagnostics)[0]);
    }

    private static IEnumerable<string> PatternsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(field =>
            field.Name == "pattern" && field.Value.ValueKind == JsonValueKind.String
                ? [field.Value.GetString()!]
                : PatternsOf(field.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(PatternsOf),
        _ => [],
    };

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "schemas")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}

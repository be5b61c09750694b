using System.Text.Json;
using System.Text.RegularExpressions;
using RulesRouter.Diagnostics;

namespace RulesRouter.Cli.Tests;

/// <summary>The catalogue of diagnostics: complete, in one style, and every example provokes its code.</summary>
public sealed partial class ExplainTests : IDisposable
{
    /// <summary>Links, cross-checks of what the loader already rejects, and bugs: no files alone provoke them.</summary>
    private static readonly string[] Unprovokable = ["RR0005", "RR0604", "RR0605", "RR0802", "RR0803"];

    private readonly string folder = Directory.CreateTempSubdirectory("example").FullName;

    public static TheoryData<string> Codes { get; } = [.. DiagnosticCodes.All.Select(code => code.Id)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Codes_are_unique_and_in_order()
    {
        var ids = DiagnosticCodes.All.Select(code => code.Id).ToList();

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches("^RR[0-9]{4}$", id));
    }

    [Fact]
    public void Every_code_is_reported_by_some_source_file_and_declared_only_in_the_catalogue()
    {
        var source = Path.Combine(Repository.Root, "src");
        var catalogue = Path.Combine(source, "RulesRouter.Core", "Diagnostics");
        var files = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.StartsWith(catalogue, StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToList();
        var declared = typeof(DiagnosticCodes).Assembly.GetTypes().SelectMany(type => type.GetProperties())
            .Where(property => property.PropertyType == typeof(DiagnosticCode) && property.GetMethod!.IsStatic)
            .ToDictionary(
                property => ((DiagnosticCode)property.GetValue(null)!).Id,
                property => $"{property.DeclaringType!.Name}.{property.Name}");

        Assert.Equal(DiagnosticCodes.All.Select(code => code.Id), declared.Keys.Order(StringComparer.Ordinal));
        Assert.All(declared.Values, name => Assert.Contains(files, text => Regex.IsMatch(text, $@"\b{Regex.Escape(name)}\b")));
        Assert.All(files, text => Assert.DoesNotContain("new DiagnosticCode(", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Titles_and_fixes_follow_the_message_style(string id)
    {
        var code = DiagnosticCodes.Find(id)!;

        Assert.Matches("^[a-z]", code.Title);
        Assert.DoesNotMatch(@"\.$", code.Title + code.Fix);
        Assert.Matches(@"^[A-Z`].*\.$", code.Explanation);
        Assert.Matches("^[a-z`]", code.Fix);
        Assert.DoesNotMatch(OldWords(), code.Title + code.Explanation + code.Fix);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_of_a_code_provokes_it(string id)
    {
        if (DiagnosticCodes.Find(id)!.Example is not { } example)
        {
            Assert.Contains(id, Unprovokable);
            return;
        }

        foreach (var (path, content) in example.Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), content);
        }

        var result = Terminal.Run(Arguments(example.Command));

        Assert.Contains(id, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_is_explained_with_fix_and_example()
    {
        var result = Terminal.Run("explain", "rr0004");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            """
            RR0004 error: duplicate key

            An object contains the same key twice. YAML readers disagree about which one counts.

            fix: keep one of the two

            example: `rulesrouter validate` reports it for

              # policy.yaml
              apiVersion: rulesrouter/v1
              kind: RoutingPolicy
              metadata: { name: example }
              spec:
                abstract: true
                abstract: false
                rules: []

            """,
            result.Output);
    }

    [Fact]
    public void Json_has_the_same_parts()
    {
        using var json = JsonDocument.Parse(Terminal.Run("explain", "RR0405", "--format", "json").Output);

        Assert.Equal("type mismatch in a condition", json.RootElement.GetProperty("title").GetString());
        Assert.StartsWith(
            "An operator is applied to operands",
            json.RootElement.GetProperty("explanation").GetString(),
            StringComparison.Ordinal);
        Assert.Equal("rulesrouter validate", json.RootElement.GetProperty("example").GetProperty("command").GetString());
    }

    [Fact]
    public void An_unknown_code_is_a_usage_error_with_the_nearest_code() => Assert.Equal(
        (2, "", "error: unknown diagnostic code `RR045`; did you mean `RR0345`?\n"),
        Terminal.Run("explain", "RR045") is var result ? (result.ExitCode, result.Output, result.Error) : default);

    [Fact]
    public void Without_a_code_all_are_listed() =>
        Assert.Equal(DiagnosticCodes.All.Length, Terminal.Run("explain").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

    [Fact]
    public void The_page_in_the_repository_matches_this_build() => Assert.True(
        Terminal.Run("explain", "--format", "markdown").Output == File.ReadAllText(
            Path.Combine(Repository.Root, "schemas", "diagnostics.md")),
        "schemas/diagnostics.md is out of date: run `make reference`");

    /// <summary>The command with the folder in place of the current one.</summary>
    private string[] Arguments(string command)
    {
        string[] words =
        [
            .. command.Split(' ')
                .Select(word => word is "before" or "after" or "policies" or "requests.jsonl" or "service.settings"
                    ? Path.Combine(folder, word) : word),
        ];
        return words[0] is "diff" or "serve" ? words : [words[0], folder, .. words[1..]];
    }

    [GeneratedRegex(@"\b(nobody|whoever|whom|stands|demands?|tells|anew|learnt|in vain|gives way|comes about)\b")]
    private static partial Regex OldWords();
}

using System.Collections.Immutable;
using System.Text.Json;
using System.Xml.Linq;
using RulesRouter.Diagnostics;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Source;

namespace RulesRouter.Core.Tests.Diagnostics;

public sealed class FindingRendererTests
{
    private static readonly SourceFile File = new("policies/a,b.yaml", "first: 1\n  when: tsk == \"x\"\n");

    private static readonly ImmutableArray<Diagnostic> Diagnostics =
    [
        new(ExpressionDiagnostics.UnknownName, new SourceSpan(File, 17, 3), "unknown name `tsk`", "did you mean `task`?"),
        new(ProofDiagnostics.Unreachable, default, "100% of it is odd"),
    ];

    [Fact]
    public void The_human_format_shows_the_line_a_caret_and_help() => Assert.Equal(
        """
        policies/a,b.yaml:2:9: error RR0402: unknown name `tsk`
             2 |   when: tsk == "x"
               |         ^^^
               = help: did you mean `task`?
        warning RR0601: 100% of it is odd

        """,
        Written(FindingFormat.Human));

    [Fact]
    public void GitHub_annotations_are_escaped() => Assert.Equal(
        """
        ::error file=policies/a%2Cb.yaml,line=2,col=9,title=RR0402 unknown name in a condition::unknown name `tsk`%0Adid you mean `task`?
        ::warning title=RR0601 rule that no request matches::100%25 of it is odd

        """,
        Written(FindingFormat.Github));

    [Fact]
    public void The_JSON_format_has_all_fields()
    {
        var first = JsonDocument.Parse(Written(FindingFormat.Json)).RootElement[0];

        Assert.Equal(
            """{"code":"RR0402","severity":"error","file":"policies/a,b.yaml","line":2,"column":9,"length":3,"message":"unknown name `tsk`","help":"did you mean `task`?"}""",
            string.Concat(first.GetRawText().Split('\n').Select(line => line.Trim())).Replace("\": ", "\":", StringComparison.Ordinal));
    }

    [Fact]
    public void SARIF_has_a_rule_for_every_code()
    {
        var run = JsonDocument.Parse(Written(FindingFormat.Sarif)).RootElement.GetProperty("runs")[0];
        var result = run.GetProperty("results")[0];
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");

        Assert.Equal(
            ["RR0402", "RR0601"],
            run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(
                rule => rule.GetProperty("id").GetString()));
        Assert.Equal(
            ("RR0402", "error", "unknown name `tsk` (did you mean `task`?)"),
            (
                result.GetProperty("ruleId").GetString(),
                result.GetProperty("level").GetString(),
                result.GetProperty("message").GetProperty("text").GetString()));
        Assert.Equal("policies/a%2Cb.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(
            (2, 9, 2, 12),
            (Region(place, "startLine"), Region(place, "startColumn"), Region(place, "endLine"), Region(place, "endColumn")));
    }

    /// <summary>A rule is explained in the log itself: no address of a page needs to exist.</summary>
    [Fact]
    public void SARIF_explains_each_rule_without_an_address()
    {
        var rule = JsonDocument.Parse(Written(FindingFormat.Sarif)).RootElement.GetProperty("runs")[0]
            .GetProperty("tool").GetProperty("driver").GetProperty("rules")[0];
        var code = ExpressionDiagnostics.UnknownName;

        Assert.False(rule.TryGetProperty("helpUri", out _));
        Assert.Equal($"{code.Explanation} Fix: {code.Fix}.", rule.GetProperty("help").GetProperty("text").GetString());
        Assert.Equal(
            $"{code.Explanation}\n\n**Fix**: {code.Fix}.\n\n`rulesrouter explain RR0402` prints an example.",
            rule.GetProperty("help").GetProperty("markdown").GetString());
    }

    /// <summary>What GitHub reads back: unescaped properties and message of one annotation.</summary>
    [Theory]
    [InlineData("a,b/policy.yaml")]
    [InlineData("a:b/policy.yaml")]
    [InlineData("100%/policy.yaml")]
    [InlineData("line\nbreak\r/policy.yaml")]
    [InlineData("%2C,%3A:/policy.yaml")]
    [InlineData("::error::/policy.yaml")]
    [InlineData("größe/規則.yaml")]
    public void GitHub_annotations_keep_awkward_paths_and_messages(string path)
    {
        var finding = new Diagnostic(
            FindingDiagnostics.FailedCase,
            new SourceSpan(new SourceFile(path, "a: 1\n"), 3, 1),
            $"50%, see {path}",
            "a::b");

        var line = Written([finding], FindingFormat.Github).TrimEnd('\n');

        Assert.DoesNotContain('\n', line);
        var (command, message) = (
            line[2..line.IndexOf("::", 2, StringComparison.Ordinal)],
            line[(line.IndexOf("::", 2, StringComparison.Ordinal) + 2)..]);
        var properties = command[(command.IndexOf(' ', StringComparison.Ordinal) + 1)..]
            .Split(',')
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Unescaped(pair[1]));
        Assert.Equal(["file", "line", "col", "title"], properties.Keys);
        Assert.Equal(
            (path, "1", "4", "RR0702 failed test case"),
            (properties["file"], properties["line"], properties["col"], properties["title"]));
        Assert.Equal($"{finding.Message}\na::b", Unescaped(message));
    }

    [Fact]
    public void JUnit_fails_for_errors_only()
    {
        var report = XElement.Parse(Written(FindingFormat.Junit));

        Assert.Equal(["policies/a,b.yaml", "rulesrouter"], report.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value));
        Assert.Equal(["1", "0"], report.Elements("testsuite").Select(suite => suite.Attribute("failures")!.Value));
        Assert.Equal(
            "policies/a,b.yaml:2:9: error RR0402: unknown name `tsk`",
            report.Descendants("failure").Single().Attribute("message")!.Value);
    }

    [Fact]
    public void JUnit_writes_control_characters_as_text()
    {
        using var writer = new StringWriter();
        JunitXml.Write(writer, [new JunitSuite("s\u0001", [new JunitCase("c", "n\u001b", ["\u0000"])])]);

        Assert.Equal("s\\u0001", XElement.Parse(writer.ToString()).Element("testsuite")!.Attribute("name")!.Value);
    }

    [Fact]
    public void SARIF_paths_are_valid_URI_references()
    {
        var finding = new Diagnostic(
            FindingDiagnostics.FailedCase,
            new SourceSpan(new SourceFile("a b#c/50%.yaml", "a: 1\n"), 3, 1),
            "fails");

        Assert.Contains("\"a%20b%23c/50%25.yaml\"", Written([finding], FindingFormat.Sarif), StringComparison.Ordinal);
    }

    [Fact]
    public void The_human_format_is_capped_at_100_diagnostics()
    {
        var many = Enumerable.Range(0, 130)
            .Select(index => new Diagnostic(Diagnostics[1].Code, default, $"fault {index}"))
            .ToImmutableArray();

        using var human = new StringWriter();
        FindingRenderer.Write(human, many, FindingFormat.Human);
        Assert.EndsWith("warning RR0601: fault 99\nand 30 more\n", human.ToString(), StringComparison.Ordinal);
    }

    private static int Region(JsonElement place, string name) => place.GetProperty("region").GetProperty(name).GetInt32();

    private static string Unescaped(string text) => text
        .Replace("%2C", ",", StringComparison.Ordinal)
        .Replace("%3A", ":", StringComparison.Ordinal)
        .Replace("%0A", "\n", StringComparison.Ordinal)
        .Replace("%0D", "\r", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);

    private static string Written(FindingFormat format) => Written(Diagnostics, format);

    private static string Written(ImmutableArray<Diagnostic> findings, FindingFormat format)
    {
        using var writer = new StringWriter();
        FindingRenderer.Write(writer, findings, format);
        return writer.ToString();
    }
}

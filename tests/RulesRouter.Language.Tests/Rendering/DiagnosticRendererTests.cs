using System.Collections.Immutable;
using System.Text.Json;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Rendering;
using RulesRouter.Source;

namespace RulesRouter.Language.Tests.Rendering;

public sealed class DiagnosticRendererTests
{
    private static readonly SourceFile File = new("policies/a,b.yaml", "first: 1\n  when: tsk == \"x\"\n");

    private static readonly ImmutableArray<Diagnostic> Diagnostics =
    [
        new(new DiagnosticCode("RR0402", Severity.Error, "unknown name in a condition"), new SourceSpan(File, 17, 3), "unknown name `tsk`", "did you mean `task`?"),
        new(new DiagnosticCode("RR0601", Severity.Warning, "something about no file"), default, "100% of it is odd"),
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
        Written(DiagnosticFormat.Human));

    [Fact]
    public void GitHub_annotations_are_escaped() => Assert.Equal(
        """
        ::error file=policies/a%2Cb.yaml,line=2,col=9,title=RR0402 unknown name in a condition::unknown name `tsk`%0Adid you mean `task`?
        ::warning title=RR0601 something about no file::100%25 of it is odd

        """,
        Written(DiagnosticFormat.Github));

    [Fact]
    public void The_JSON_format_has_all_fields()
    {
        var first = JsonDocument.Parse(Written(DiagnosticFormat.Json)).RootElement[0];

        Assert.Equal(
            """{"code":"RR0402","severity":"error","file":"policies/a,b.yaml","line":2,"column":9,"length":3,"message":"unknown name `tsk`","help":"did you mean `task`?"}""",
            string.Concat(first.GetRawText().Split('\n').Select(line => line.Trim())).Replace("\": ", "\":", StringComparison.Ordinal));
    }

    [Fact]
    public void SARIF_has_a_rule_for_every_code()
    {
        var run = JsonDocument.Parse(Written(DiagnosticFormat.Sarif)).RootElement.GetProperty("runs")[0];
        var result = run.GetProperty("results")[0];
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");

        Assert.Equal(["RR0402", "RR0601"], run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        Assert.Equal(("RR0402", "error", "unknown name `tsk` (did you mean `task`?)"), (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString(), result.GetProperty("message").GetProperty("text").GetString()));
        Assert.Equal("policies/a,b.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal((2, 9, 2, 12), (Region(place, "startLine"), Region(place, "startColumn"), Region(place, "endLine"), Region(place, "endColumn")));
    }

    [Fact]
    public void The_human_format_is_capped_at_100_diagnostics()
    {
        var many = Enumerable.Range(0, 130).Select(index => new Diagnostic(Diagnostics[1].Code, default, $"fault {index}")).ToImmutableArray();

        using var human = new StringWriter();
        DiagnosticRenderer.Write(human, many, DiagnosticFormat.Human);
        Assert.EndsWith("warning RR0601: fault 99\nand 30 more\n", human.ToString(), StringComparison.Ordinal);
    }

    private static int Region(JsonElement place, string name) => place.GetProperty("region").GetProperty(name).GetInt32();

    private static string Written(DiagnosticFormat format)
    {
        using var writer = new StringWriter();
        DiagnosticRenderer.Write(writer, Diagnostics, format);
        return writer.ToString();
    }
}

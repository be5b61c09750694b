using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Classifiers;
using RulesRouter.Cli.Tests.Hostile;
using RulesRouter.Diagnostics;
using RulesRouter.Language;
using RulesRouter.Language.Formatting;

namespace RulesRouter.Cli.Tests.Fuzzing;

/// <summary>Strings drawn from the grammars, with occasional errors: nearly valid input is where readers fail.</summary>
public sealed class GeneratedGarbage
{
    private static readonly string Digest = new HeuristicClassifier().Digest;

    private static readonly Gen<string> Atom = Gen.Elements(
        "stream",
        "deadlineMs",
        "inputTokens",
        "task",
        "session.id",
        "needs.tools",
        "complexity.score",
        "true",
        "null",
        "1",
        "0.5",
        "\"chat\"",
        "\"\"",
        "nothing",
        "it",
        "task.Length",
        "has(deadlineMs)",
        "has(1)",
        "(1, 2)",
        "1e5",
        "'x'",
        "new()");

    private static readonly Gen<string> Statement = Gen.Elements(
        "a",
        "t",
        "s",
        "1",
        "'x'",
        "[1, 2, 3]",
        "{ a: 1 }",
        "null",
        "/a+/",
        "x => x",
        "t.length",
        "s.map(x => x)",
        "Math.max(1, a)",
        "this",
        "eval",
        "new Date()",
        "1n",
        "`${t}`",
        "t['constructor']",
        "(() => { for (;;) {} })()",
        "Array(1e9)",
        "'x'.repeat(1e9)");

    [Property(MaxTest = 40)]
    public Property Generated_condition_is_read_or_has_a_located_error() =>
        Prop.ForAll(Condition(5).ToArbitrary(), text => Holds(HostileCorpusTests.PolicyWith(text)));

    [Property(MaxTest = 40)]
    public Property Generated_script_is_read_or_has_a_located_error() =>
        Prop.ForAll(Script(5).ToArbitrary(), text => Holds(HostileCorpusTests.PolicyWithScript(text)));

    [Property(MaxTest = 60)]
    public Property Generated_document_has_a_located_error_or_is_formatted_idempotently() =>
        Prop.ForAll(Document(4, 0).ToArbitrary(), text =>
    {
        var content = Encoding.UTF8.GetBytes(
            $"apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nmetadata: {{ name: hostile }}\nspec: {text}\n");
        var once = YamlFormatter.Format(new PolicyFile("a.yaml", content), upgrade: false, new DiagnosticBag());
        return Holds(content)
            && (once is null
                || once == YamlFormatter.Format(
                    new PolicyFile("a.yaml", Encoding.UTF8.GetBytes(once)),
                    upgrade: false,
                    new DiagnosticBag()));
    });

    private static bool Holds(byte[] policy)
    {
        var folder = PolicyFolder.Load([new PolicyFile("policy.yaml", policy)], Digest);
        return folder.Set is not null || folder.Diagnostics.Any(diagnostic => diagnostic.IsError && diagnostic.Span.Source is not null);
    }

    private static Gen<string> Condition(int depth) => depth == 0 ? Atom : Gen.OneOf(
        Atom,
        from left in Condition(depth - 1)
        from word in Gen.Elements(
            "and",
            "or",
            "==",
            "!=",
            "<",
            ">=",
            "in",
            "+",
            "*",
            "/",
            "-",
            ".",
            "&&",
            "%")
        from right in Condition(depth - 1)
        select $"{left} {word} {right}",
        from inner in Condition(depth - 1)
        from form in Gen.Elements(
            "not {0}",
            "({0})",
            "!{0}",
            "-{0}",
            "has({0})",
            "{0}.Contains(\"a\")",
            "{0}.ToLower()",
            "({0}",
            "{0})")
        select form.Replace("{0}", inner, StringComparison.Ordinal));

    private static Gen<string> Script(int depth) => depth == 0 ? Statement : Gen.OneOf(
        Statement.Select(value => $"return {value};"),
        from left in Script(depth - 1)
        from right in Script(depth - 1)
        from form in Gen.Elements(
            "{0}\n{1}",
            "if (a) {{0}} else {{1}}",
            "for (const x of s) {{0}} {1}",
            "try {{0}} catch (e) {{1}}",
            "const f = () => {{0}}; {1}",
            "while (a) {{0}} {1}",
            "{0} + {1}",
            "{0}({1})",
            "{0}[{1}]")
        select form.Replace("{0}", left, StringComparison.Ordinal).Replace("{1}", right, StringComparison.Ordinal));

    private static Gen<string> Document(int depth, int indent)
    {
        var scalar = Gen.Elements("a", "1", "true", "~", "\"q\"", "'s'", "|\n    text", "*a", "&a x", "!t x", "rules", "", "1e999", "# c");
        if (depth == 0)
        {
            return scalar;
        }

        var pad = new string(' ', indent + 2);
        var key = Gen.Elements("rules", "let", "attributes", "id", "when", "select", "objective", "prefer", "extends", "\"k\"", "<<", "a");
        var inner = Document(depth - 1, indent + 2);
        return Gen.OneOf(
            scalar,
            from k1 in key
            from v1 in inner
            from k2 in key
            from v2 in inner
            from comment in Gen.Elements(
                "",
                " # c",
                "\n\n# d")
            select $"\n{pad}{k1}: {v1}{comment}\n{pad}{k2}: {v2}",
            from v1 in inner from v2 in inner select $"\n{pad}- {v1}\n{pad}- {v2}",
            from k in key from v in Document(depth - 1, indent) select $"{{ {k}: {v} }}",
            from v in Document(depth - 1, indent) select $"[ {v},{v} ]");
    }
}

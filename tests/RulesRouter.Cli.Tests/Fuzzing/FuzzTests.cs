using System.Globalization;
using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Cli.Tests.Hostile;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation;
using RulesRouter.Language;
using RulesRouter.Language.Formatting;
using RulesRouter.Requests;
using RulesRouter.Verification.Suites;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Cli.Tests.Fuzzing;

/// <summary>
/// Inputs mutated from the corpus of attacks and the shipped files, in this process. Each gets a diagnostic or works:
/// no exception, no hang, no unbounded memory. FUZZ=100000 runs more of them; FUZZ_SEED=7 others.
/// </summary>
public sealed class FuzzTests
{
    private const long MaxAllocated = 1_000_000_000;

    private static readonly int Count = Setting("FUZZ", 150);
    private static readonly int Seed = Setting("FUZZ_SEED", 1);
    private static readonly PolicyFile Catalog = new("catalog.yaml", Corpus("world", "catalog.yaml").Single());
    private static readonly PolicyFile World = new("policy.yaml", Corpus("world", "policy.yaml").Single());
    private static readonly string Digest = new HeuristicClassifier().Digest;

    private static readonly string[] YamlWords =
        [
            "apiVersion",
            "kind",
            "metadata",
            "spec",
            "rules",
            "id",
            "when",
            "constrain",
            "select",
            "objective",
            "let",
            "attributes",
            "extends",
            "scripts",
            "clocks",
            "parameters",
            "waivers",
            "split",
            "max",
            "min",
            "allow",
            "forbid",
            "rulesrouter/v1",
            "RoutingPolicy",
            "Catalog",
            "PolicyTest",
            "default",
            "true",
            "priority",
            "type: enum",
            "values: []",
            "prices",
            "periods",
            "cases",
            "expect",
            "request",
        ];

    private static readonly string[] ConditionWords =
        [
            "and",
            "or",
            "not",
            "in",
            "has(",
            "(",
            ")",
            "==",
            "!=",
            "<=",
            ">",
            "&&",
            "||",
            "!",
            "true",
            "null",
            "\"chat\"",
            "1",
            "0.5",
            "task",
            "stream",
            "deadlineMs",
            "inputTokens",
            "session.id",
            "needs.tools",
            ".Contains(\"a\")",
            ".ToLower()",
            ".Length",
            "+",
            "*",
            "/ 2",
            ",",
            "it",
            "new",
            "DateTime.Now",
            "complexity.tier",
        ];

    private static readonly string[] ScriptWords =
        [
            "return",
            "const x =",
            "for (;;)",
            "while (true)",
            "=>",
            "function",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "...",
            "?.",
            "??",
            "`${",
            "}`",
            "/a+/",
            "eval",
            "constructor",
            "__proto__",
            "prototype",
            "this",
            "new",
            "class",
            "get",
            "set",
            "async",
            "await",
            "yield",
            "throw",
            "try {",
            "} catch (e) {",
            "t",
            "a",
            "s",
            "'x'.repeat(99999)",
            "JSON.parse",
            "Array(1e9)",
            "1n",
            "null",
            "undefined",
            "NaN",
            ";",
        ];

    private static readonly string[] RequestWords =
        [
            "\"policy\"",
            "\"prompt\"",
            "\"messages\"",
            "\"attributes\"",
            "\"estimate\"",
            "\"session\"",
            "\"attempts\"",
            "\"at\"",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "true",
            "1e308",
            "-1",
            "\"\\ud800\"",
            "\"2026-01-01T00:00:00Z\"",
            "\"hostile\"",
            "\"team\"",
            "\"timeout\"",
        ];

    [Fact]
    public void Files_load_or_have_a_located_error() => Run([.. Corpus("yaml"), .. Shipped()], YamlWords, content =>
    {
        var folder = PolicyFolder.Load([Catalog, new PolicyFile("a.yaml", content)], Digest);
        Assert.True(
            folder.Set is not null || folder.Diagnostics.Any(diagnostic => diagnostic.IsError && diagnostic.Span.Source is not null),
            "refused without a diagnostic that names a place");
    });

    [Fact]
    public void Formatting_is_idempotent() => Run([.. Corpus("yaml"), .. Shipped()], YamlWords, content =>
    {
        if (YamlFormatter.Format(new PolicyFile("a.yaml", content), upgrade: true, new DiagnosticBag()) is { } once)
        {
            Assert.Equal(
                once,
                YamlFormatter.Format(new PolicyFile("a.yaml", Encoding.UTF8.GetBytes(once)), upgrade: true, new DiagnosticBag()));
        }
    });

    [Fact]
    public void Conditions_evaluate_or_have_an_error() =>
        Run(Corpus("conditions"), ConditionWords, content => Decide(HostileCorpusTests.PolicyWith(Encoding.UTF8.GetString(content))));

    [Fact]
    public void Scripts_return_or_have_an_error_or_hit_a_limit() =>
        Run(Corpus("scripts"), ScriptWords, content => Decide(HostileCorpusTests.PolicyWithScript(Encoding.UTF8.GetString(content))));

    [Fact]
    public void Requests_are_decided_or_have_errors()
    {
        var point = new PolicyDecisionPoint(
            PolicyFolder.Load([Catalog, World], Digest).Set!,
            new HeuristicClassifier(),
            new DecisionSettings(false));
        Run(Corpus("requests"), RequestWords, content =>
        {
            var (request, faults) = DecisionRequestReader.Read(content);
            Assert.True(request is not null || faults.Length > 0, "refused without a fault");
            if (request is not null)
            {
                point.Decide(request, request.At ?? Terminal.Now, Decisions.RouterState.Healthy);
            }
        });
    }

    [Fact]
    public void Suites_are_read_or_have_a_located_error() => Run(Corpus("suites"), YamlWords, content =>
    {
        var folder = PolicyFolder.Load([Catalog, World, new PolicyFile("tests.yaml", content)], Digest);
        if (folder.Set is { } set)
        {
            var diagnostics = new DiagnosticBag();
            new SuiteReader(set, diagnostics).Read(folder.Loaded.Tests);
            Assert.All(diagnostics.Sorted(), diagnostic => Assert.NotNull(diagnostic.Span.Source));
        }
    });

    private static void Decide(byte[] policy)
    {
        var folder = PolicyFolder.Load([Catalog, new PolicyFile("policy.yaml", policy)], Digest);
        if (folder.Set is { } set && set.Find("hostile") is not null)
        {
            new PolicyDecisionPoint(set, new HeuristicClassifier(), new DecisionSettings(false)).Decide(
                new DecisionRequest { Policy = "hostile", Prompt = "hello", MaxOutputTokens = 100 },
                Terminal.Now,
                Decisions.RouterState.Healthy);
        }
        else
        {
            Assert.Contains(folder.Diagnostics, diagnostic => diagnostic.IsError && diagnostic.Span.Source is not null);
        }
    }

    private static void Run(IReadOnlyList<byte[]> inputs, IReadOnlyList<string> words, Action<byte[]> hold)
    {
        for (var number = 0; number < Count; number++)
        {
            var seed = (Seed * 1_000_003) + number;
            var input = new Mutator(seed, inputs, words).Next();
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                hold(input);
            }
            catch (Exception exception)
            {
                Assert.Fail(
                    $"input {number} of FUZZ_SEED={Seed}: {exception.GetType().Name}: {exception.Message}\n{exception.StackTrace}\n--- in base 64:\n{Convert.ToBase64String(input)}\n--- as text:\n{Encoding.UTF8.GetString(input)}");
            }

            Assert.True(
                GC.GetAllocatedBytesForCurrentThread() - before < MaxAllocated,
                $"input {number} of FUZZ_SEED={Seed} allocates more than {MaxAllocated} bytes: {Convert.ToBase64String(input)}");
        }
    }

    private static List<byte[]> Corpus(string stage, string pattern = "*") =>
        [
            .. Directory
            .GetFiles(Path.Combine(Repository.TestData("hostile"), stage), pattern)
            .Where(path => !path.EndsWith("expected.txt", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .Select(Template.Expand)
            .Where(content => content.Length < 100_000),
        ];

    private static IEnumerable<byte[]> Shipped() =>
        PolicyDirectory.Read(Path.Combine(Repository.Root, "policies"))
            .Where(file => !file.Path.Contains("catalog", StringComparison.Ordinal))
            .Select(file => file.Content.ToArray());

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}

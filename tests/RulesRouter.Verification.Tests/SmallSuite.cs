using System.Collections.Immutable;
using System.Text;
using RulesRouter.Classifiers;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Language;
using RulesRouter.Verification.Coverage;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Verification.Tests;

/// <summary>The small policies with a suite of cases.</summary>
internal sealed record SmallSuite(CompiledPolicySet Set, ImmutableArray<PolicySuite> Suites)
{
    public static readonly DateTimeOffset At = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    /// <param name="cases">Items of <c>cases:</c>, indented by four.</param>
    public static SmallSuite Of(string cases, string chat = SmallPolicies.Chat, string floor = SmallPolicies.Floor)
    {
        var suite =
            $"apiVersion: rulesrouter/v1\nkind: PolicyTest\nmetadata: {{ name: small }}\nspec:\n  policy: chat\n  at: 2026-06-01T12:00:00Z\n  cases:\n{cases}";
        PolicyFile[] files =
        [
            File("catalog.yaml", SmallPolicies.Catalog),
            File("chat.yaml", chat),
            File("floor.yaml", floor),
            File("tests.yaml", suite),
        ];
        var folder = PolicyFolder.Load(files, new HeuristicClassifier().Digest);
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(folder.Diagnostics);
        var suites = folder.Set is { } set ? new SuiteReader(set, diagnostics).Read(folder.Loaded.Tests) : [];
        Assert.Empty(diagnostics.Sorted().Where(diagnostic => diagnostic.IsError));
        return new SmallSuite(folder.Set!, suites);
    }

    public ImmutableArray<CaseResult> Run() => new SuiteRunner(Set, new HeuristicClassifier()).Run(Suites);

    public CoverageMeasurement Measurement() => new(Set, Run(), new ProofSettings(At, false));

    private static PolicyFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
}

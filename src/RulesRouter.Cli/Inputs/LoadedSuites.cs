using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Inputs;

/// <summary>Policies with the test suites in the same folders, ready to run.</summary>
internal sealed record LoadedSuites(CompiledPolicySet Set, ImmutableArray<PolicySuite> Suites, IPromptClassifier Classifier)
{
    /// <summary>Null if the policies or suites do not load; their diagnostics are written to <paramref name="error"/>.</summary>
    /// <param name="filter">Only cases whose suite or name contains this string, ignoring case.</param>
    public static LoadedSuites? Of(
        PolicyFolder folder,
        IPromptClassifier classifier,
        string? filter,
        TextWriter error,
        TimeProvider clock)
    {
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(folder.Diagnostics.Where(diagnostic => diagnostic.IsError));
        var suites = folder.Set is { } set ? new SuiteReader(set, diagnostics, clock.GetUtcNow()).Read(folder.Loaded.Tests) : [];
        if (folder.Set is null || diagnostics.HasErrors)
        {
            FindingRenderer.Write(error, diagnostics.Sorted(), FindingFormat.Human);
            return null;
        }

        FindingRenderer.Write(error, diagnostics.Sorted(), FindingFormat.Human);
        return new LoadedSuites(
            folder.Set,
            [
                .. suites.Select(
                    suite => suite with
                    {
                        Cases =
                        [
                            .. suite.Cases.Where(
                                policyCase => filter is null
                                    || $"{suite.Name} {policyCase.Name}".Contains(filter, StringComparison.OrdinalIgnoreCase)),
                        ],
                    }),
            ],
            classifier);
    }

    /// <summary>The timestamp of the first case; sample evidence is allowed if any case allows it.</summary>
    public ProofSettings Circumstances(TimeProvider clock)
    {
        var cases = Suites.SelectMany(suite => suite.Cases).ToList();
        return new ProofSettings(
            cases.Count > 0 ? cases[0].At : clock.GetUtcNow(),
            cases.Any(policyCase => policyCase.AllowSampleEvidence));
    }

    public ImmutableArray<CaseResult> Run() => new SuiteRunner(Set, Classifier).Run(Suites);
}

using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Comparing;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Verification.Mutating;

/// <summary>Applies small changes to policies, one at a time, and checks whether a case or property detects them.</summary>
/// <param name="settings">Time and evidence for proving undetected mutants equivalent.</param>
internal sealed class MutationRun(
    CompiledPolicySet set,
    ImmutableArray<PolicySuite> suites,
    IPromptClassifier classifier,
    ProofSettings settings)
{
    private readonly ModelCatalog catalog = set.Catalog;
    private readonly ImmutableArray<(string Policy, ImmutableHashSet<string> Layers)> policies =
        [
            .. set.Names.Select(
                name => (name, set.Find(name)!.Layers.Layers.Select(layer => layer.Name).ToImmutableHashSet(StringComparer.Ordinal))),
        ];

    /// <param name="done">Receives the numbers of tried and all mutants, from several threads.</param>
    public MutationReport Run(int workers, Action<int, int> done)
    {
        var mutants = Mutants.Of(set.Policies).ToList();
        var results = new MutantResult[mutants.Count];
        var tried = 0;
        Parallel.For(0, mutants.Count, new ParallelOptions { MaxDegreeOfParallelism = workers }, index =>
        {
            results[index] = Try(mutants[index]);
            done(Interlocked.Increment(ref tried), mutants.Count);
        });
        return new MutationReport([.. results]);
    }

    private MutantResult Try(Mutant mutant)
    {
        var affected = policies.Where(policy => policy.Layers.Contains(mutant.Policy)).ToList();
        var needed = affected.SelectMany(policy => policy.Layers).ToHashSet(StringComparer.Ordinal);
        var altered = PolicyCompiler.Compile(
            new PolicySet(mutant.Policies.Policies.Where(policy => needed.Contains(policy.Name))) { Overrides = mutant.Policies.Overrides },
            catalog,
            "mutant",
            classifier.Digest).Set;
        if (altered is null)
        {
            return new MutantResult(mutant, MutantFate.Rejected, "");
        }

        var runner = new SuiteRunner(altered, classifier);
        foreach (var suite in suites.Where(suite => affected.Any(policy => policy.Policy == suite.Policy)))
        {
            foreach (var policyCase in suite.Cases)
            {
                if (!runner.Run(suite, policyCase).Passed)
                {
                    return new MutantResult(mutant, MutantFate.Noticed, policyCase.Name);
                }
            }
        }

        return BrokenProperty(
            altered,
            affected.Select(policy => policy.Policy)) is { } property ? new MutantResult(mutant, MutantFate.Noticed, property)
            : affected.All(
                policy => RevisionComparison.Compare(set, altered, policy.Policy, settings).IsEquivalent) ? new MutantResult(mutant,
                MutantFate.Equivalent,
                "")
            : new MutantResult(mutant, MutantFate.Survived, "");
    }

    private string? BrokenProperty(CompiledPolicySet altered, IEnumerable<string> affected)
    {
        var prover = new PolicyProver(altered, settings);
        return affected.SelectMany(policy => Declared(policy) is { IsEmpty: false } properties ? prover.Properties(policy, properties) : [])
            .FirstOrDefault(result => result.Verdict == ProofVerdict.Refuted)?.Statement;
    }

    private ImmutableArray<PolicyProperty> Declared(string policy) =>
        [.. suites.Where(suite => suite.Policy == policy).SelectMany(suite => suite.Properties)];
}

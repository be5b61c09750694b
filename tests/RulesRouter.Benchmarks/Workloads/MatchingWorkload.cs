using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>
/// Compiled once for consecutive uses of the same size; larger ones are not kept, so that they do not affect the next measurement.
/// </summary>
internal static class MatchingWorkload
{
    private static (int Rules, CompiledPolicy Policy)? last;

    public static CompiledPolicy Policy(int rules)
    {
        if (last is not { } known || known.Rules != rules)
        {
            known = (
                rules,
                PolicyCompiler.Compile(new PolicySet([RuleWorkload.Policy(rules)]), ModelCatalog.Empty, "", "").Set!.Find("bench")!);
            last = known;
        }

        return known.Policy;
    }

    public static ImmutableArray<RequestFacts> Facts(int rules) => RequestWorkload.Facts(Policy(rules), rules);
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>Compiled once a size, as several benchmarks use it.</summary>
internal static class MatchingWorkload
{
    private static readonly ConcurrentDictionary<int, CompiledPolicy> Compiled = new();

    public static CompiledPolicy Policy(int rules) => Compiled.GetOrAdd(rules, count =>
        PolicyCompiler.Compile(new PolicySet([RuleWorkload.Policy(count)]), ModelCatalog.Empty, "", "").Set!.Find("bench")!);

    public static ImmutableArray<RequestFacts> Facts(int rules) => RequestWorkload.Facts(Policy(rules), rules);
}

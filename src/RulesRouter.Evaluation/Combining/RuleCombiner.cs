using RulesRouter.Evaluation.Caching;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Evaluation.Matching;

namespace RulesRouter.Evaluation.Combining;

/// <summary>
/// Combines the effects of the rules that matched. What one policy's rules constrain, oblige and deny together is cached by the set of
/// rules that matched: traffic has few such sets.
/// </summary>
/// <param name="capacity">Weight of the combinations that are kept in use.</param>
internal sealed class RuleCombiner(CompiledPolicy policy, long capacity = RuleCombiner.Capacity)
{
    /// <summary>65,536 combinations of 32 rules, or more of fewer.</summary>
    private const long Capacity = 65_536 * (32 + OwnWeight);

    /// <summary>Of a combination, compared with that of a rule in it.</summary>
    private const int OwnWeight = 8;
    private const int MaxRulesInOne = 1_000;

    [ThreadStatic]
    private static int[]? buffer;

    private readonly GenerationCache<ulong, CombinedRules> known = new(capacity, static combined => OwnWeight + combined.Protecting.Length);

    public CombinedEffects Combine(PreparedRequest prepared, Matches matches)
    {
        var (request, facts) = (prepared.Input.Request, prepared.Facts);
        var rules = Of(matches);
        var (unwaived, lifted) = rules.Without(WaiversInForce.For(policy, facts, prepared.Input.At));
        return new CombinedEffects(
            prepared,
            rules,
            unwaived,
            RequestConstraints.Of(request, prepared.Estimator),
            policy.Rules[SelectingRule.Of(policy, facts, matches)],
            lifted);
    }

    /// <summary>The constraints, obligations and denials of the rules that matched.</summary>
    public CombinedRules Of(Matches matches)
    {
        var entries = Protecting(matches);
        var hash = HashOf(entries);
        if (known.TryGet(hash, out var found) && found.IsOf(entries))
        {
            return found;
        }

        var combined = CombinedRules.Of(policy, entries);
        if (entries.Length <= MaxRulesInOne)
        {
            known.Set(hash, combined);
        }

        return combined;
    }

    private ReadOnlySpan<int> Protecting(Matches matches)
    {
        if (buffer is null || buffer.Length < matches.Count)
        {
            buffer = new int[Math.Max(256, matches.Count)];
        }

        var count = 0;
        foreach (var entry in matches.Entries)
        {
            if (policy.Protects[Matches.RuleOf(entry)])
            {
                buffer[count++] = entry;
            }
        }

        return buffer.AsSpan(0, count);
    }

    /// <summary>Spreads entries; equality compares the entries themselves.</summary>
    private static ulong HashOf(ReadOnlySpan<int> entries)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var entry in entries)
        {
            hash = (hash ^ (uint)entry) * 1_099_511_628_211UL;
            hash ^= hash >> 29;
        }

        return hash;
    }
}

using RulesRouter.Catalog;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Objectives;
using RulesRouter.Policies;

namespace RulesRouter.Verification.Replaying;

/// <summary>
/// Times that no decision distinguishes: the catalogs have equal facts and prices, and the same waivers are in force. If a policy reads a
/// clock or explores, every time is its own bucket.
/// </summary>
internal sealed class TimeBuckets
{
    private readonly CatalogCalendar calendar;
    private readonly bool exact;

    public TimeBuckets(IReadOnlyCollection<CompiledPolicySet> sets)
    {
        var waivers = sets.SelectMany(set => set.Policies.Policies)
            .SelectMany(policy => policy.Waivers)
            .SelectMany(waiver => new[] { waiver.From, waiver.Expires })
            .OfType<DateOnly>();
        calendar = new CatalogCalendar([.. sets.Select(set => set.Catalog)], waivers);
        exact = sets.Any(set => set.Names.Any(name => DependsOnTime(set.Find(name)!.Layers)));
    }

    /// <summary>Number of bytes that <see cref="Write"/> writes.</summary>
    public int Length => exact ? sizeof(long) : calendar.Length;

    /// <summary>Writes equal bytes for times in one bucket.</summary>
    public void Write(DateTimeOffset at, Span<byte> to)
    {
        if (exact)
        {
            BitConverter.TryWriteBytes(to, at.UtcTicks);
            return;
        }

        calendar.Write(at, to);
    }

    private static bool DependsOnTime(PolicyLayers layers) =>
        layers.Clocks().Any()
            || layers.Layers.SelectMany(layer => layer.Rules).Any(rule => rule.Selection is { Objective: Objective.ExpectedCost } selection
                && layers.CostOf(selection).ExplorationShare > 0);
}

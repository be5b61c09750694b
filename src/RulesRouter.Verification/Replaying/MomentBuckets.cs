using RulesRouter.Catalog;
using RulesRouter.Evaluation;
using RulesRouter.Policies;

namespace RulesRouter.Verification.Replaying;

/// <summary>
/// Moments that no decision can tell apart: those that no catalog does, with the same waivers in force. Where a policy asks a clock, or
/// lets the moment say which requests explore, every moment is one of its own.
/// </summary>
internal sealed class MomentBuckets
{
    private readonly CatalogCalendar calendar;
    private readonly bool exact;

    public MomentBuckets(IReadOnlyCollection<CompiledPolicySet> sets)
    {
        var waivers = sets.SelectMany(set => set.Policies.Policies).SelectMany(policy => policy.Waivers).SelectMany(waiver => new[] { waiver.From, waiver.Expires }).OfType<DateOnly>();
        calendar = new CatalogCalendar([.. sets.Select(set => set.Catalog)], waivers);
        exact = sets.Any(set => set.Names.Any(name => DependsOnTheMoment(set.Find(name)!.Layers)));
    }

    /// <summary>Bytes that <see cref="Write"/> takes.</summary>
    public int Length => exact ? sizeof(long) : calendar.Length;

    /// <summary>Equal bytes for moments in one bucket.</summary>
    public void Write(DateTimeOffset at, Span<byte> to)
    {
        if (exact)
        {
            BitConverter.TryWriteBytes(to, at.UtcTicks);
            return;
        }

        calendar.Write(at, to);
    }

    private static bool DependsOnTheMoment(PolicyLayers layers) =>
        layers.Clocks().Any() || layers.Layers.SelectMany(layer => layer.Rules).Any(rule => rule.Selection is { Objective: Objective.ExpectedCost } selection && layers.CostOf(selection).ExplorationShare > 0);
}

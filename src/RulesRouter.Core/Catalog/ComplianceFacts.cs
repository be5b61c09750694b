using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>A contract's terms about the data sent; each fact may be unknown (null) and has its own evidence.</summary>
public sealed record ComplianceFacts
{
    public static ComplianceFacts Unknown { get; } = new();

    /// <summary>Days for which prompts or answers are kept; 0 is not at all.</summary>
    public Evidenced<double>? DataRetentionDays { get; init; }

    public Evidenced<bool>? TrainsOnData { get; init; }

    /// <summary>A zero-data-retention agreement is in force, abuse monitoring included.</summary>
    public Evidenced<bool>? ZeroDataRetention { get; init; }

    /// <summary>Names in lower case: <c>soc2, iso27001, hipaa …</c></summary>
    public Evidenced<ImmutableSortedSet<string>>? Certifications { get; init; }

    /// <summary>Every region in which data may be processed; a call stays within the set, not within one of it.</summary>
    public Evidenced<ImmutableSortedSet<string>>? ProcessingRegions { get; init; }

    /// <summary>Every region in which data may be stored.</summary>
    public Evidenced<ImmutableSortedSet<string>>? StorageRegions { get; init; }

    /// <summary>These facts, with the general ones for those that are unknown here: an endpoint's over its provider's.</summary>
    public ComplianceFacts Over(ComplianceFacts general) => new()
    {
        DataRetentionDays = DataRetentionDays ?? general.DataRetentionDays,
        TrainsOnData = TrainsOnData ?? general.TrainsOnData,
        ZeroDataRetention = ZeroDataRetention ?? general.ZeroDataRetention,
        Certifications = Certifications ?? general.Certifications,
        ProcessingRegions = ProcessingRegions ?? general.ProcessingRegions,
        StorageRegions = StorageRegions ?? general.StorageRegions,
    };

    /// <summary>
    /// The facts of a call whose data passes through both: the longer retention, a permission only if both grant it, the certifications
    /// that both hold, the regions of either. A fact is unknown if either side is, and rests on the evidence of both.
    /// </summary>
    public ComplianceFacts With(ComplianceFacts carrier) => new()
    {
        DataRetentionDays = Evidenced.Combine(DataRetentionDays, carrier.DataRetentionDays, Math.Max),
        TrainsOnData = Evidenced.Combine(TrainsOnData, carrier.TrainsOnData, (one, other) => one || other),
        ZeroDataRetention = Evidenced.Combine(ZeroDataRetention, carrier.ZeroDataRetention, (one, other) => one && other),
        Certifications = Evidenced.Combine(Certifications, carrier.Certifications, (one, other) => one.Intersect(other)),
        ProcessingRegions = Evidenced.Combine(ProcessingRegions, carrier.ProcessingRegions, (one, other) => one.Union(other)),
        StorageRegions = Evidenced.Combine(StorageRegions, carrier.StorageRegions, (one, other) => one.Union(other)),
    };

    /// <summary>The evidence of every known fact.</summary>
    public IEnumerable<(string Fact, Evidence Evidence, SourceSpan Span)> Evidence()
    {
        (string, Evidence?, SourceSpan?)[] all =
        [
            ("dataRetentionDays", DataRetentionDays?.Evidence, DataRetentionDays?.Span),
            ("trainsOnData", TrainsOnData?.Evidence, TrainsOnData?.Span),
            ("zeroDataRetention", ZeroDataRetention?.Evidence, ZeroDataRetention?.Span),
            ("certifications", Certifications?.Evidence, Certifications?.Span),
            ("processingRegions", ProcessingRegions?.Evidence, ProcessingRegions?.Span),
            ("storageRegions", StorageRegions?.Evidence, StorageRegions?.Span),
        ];
        foreach (var (fact, evidence, span) in all)
        {
            if (evidence is not null)
            {
                yield return (fact, evidence, span ?? default);
            }
        }
    }
}

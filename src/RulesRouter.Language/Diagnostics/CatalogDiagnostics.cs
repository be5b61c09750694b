using RulesRouter.Diagnostics;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Language.Diagnostics;

/// <summary>Every code that reading catalog files can report.</summary>
public static class CatalogDiagnostics
{
    public static DiagnosticCode Conflict { get; } = new("RR0301", Error, "conflicting facts");

    public static DiagnosticCode BadId { get; } = new("RR0302", Error, "malformed endpoint id");

    public static DiagnosticCode UnknownReference { get; } = new("RR0303", Error, "unknown provider or model");

    public static DiagnosticCode BadDate { get; } = new("RR0304", Error, "date or time that does not exist");

    public static DiagnosticCode BadZone { get; } = new("RR0305", Error, "unknown time zone");

    public static DiagnosticCode SampleEvidence { get; } = new("RR0306", Warning, "facts rest on sample evidence");

    public static DiagnosticCode NoModel { get; } = new("RR0307", Error, "endpoint without a model");

    public static DiagnosticCode BadAlias { get; } = new("RR0308", Error, "invalid alias");

    public static DiagnosticCode RetiresSoon { get; } = new("RR0341", Warning, "endpoint retires soon");

    public static DiagnosticCode MatchesRetired { get; } = new("RR0342", Warning, "pattern matches only retiring endpoints");
}

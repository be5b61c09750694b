using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>One contract with one vendor. A vendor with whom accounts differ in price or terms is listed twice.</summary>
/// <param name="Via">The id of the provider whose service carries the calls, where this one is reached through an aggregator.</param>
/// <param name="FailureDomain">What fails together: providers with the same domain are one when a chain spreads its risk.</param>
/// <param name="Compliance">What holds for every endpoint that does not say otherwise.</param>
public sealed record Provider(
    string Id,
    string Name,
    string? Via,
    string FailureDomain,
    ComplianceFacts Compliance,
    SourceSpan Span = default);

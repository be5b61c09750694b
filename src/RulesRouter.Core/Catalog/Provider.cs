using RulesRouter.Source;

namespace RulesRouter.Catalog;

/// <summary>One contract with one vendor. A vendor with two contracts of different prices or terms has two entries.</summary>
/// <param name="Via">The id of the provider whose service carries the calls, where this one is reached through an aggregator.</param>
/// <param name="FailureDomain">
/// Providers with the same failure domain fail together: a chain that spreads its risk counts them as one.
/// </param>
/// <param name="Compliance">The facts of every endpoint without its own.</param>
public sealed record Provider(
    string Id,
    string Name,
    string? Via,
    string FailureDomain,
    ComplianceFacts Compliance,
    SourceSpan Span = default);

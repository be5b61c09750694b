using System.Collections.Immutable;
using RulesRouter.Economics;

namespace RulesRouter.Wire.Outcomes;

/// <summary>The outcomes of one body.</summary>
/// <param name="IsList">Whether the body is a list rather than a single outcome.</param>
internal sealed record OutcomeReports(ImmutableArray<OutcomeReport> Reports, bool IsList)
{
    /// <summary>JSON pointer to a report within the body.</summary>
    public string PointerTo(int index) => IsList ? $"/outcomes/{index}" : "";
}

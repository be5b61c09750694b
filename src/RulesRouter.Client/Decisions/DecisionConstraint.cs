using System.Text.Json;

namespace RulesRouter.Client.Decisions;

/// <summary>The strictest value of a constraint.</summary>
public sealed record DecisionConstraint
{
    public double? Max { get; init; }

    public double? Min { get; init; }

    /// <summary>Minimum that a prior suffices for.</summary>
    public double? MinOrPrior { get; init; }

    /// <summary>Allowed names or patterns; null if any.</summary>
    public IReadOnlyList<string>? Allow { get; init; }

    /// <summary>Forbidden names or patterns.</summary>
    public IReadOnlyList<string>? Forbid { get; init; }

    /// <summary>A number, boolean or list, of a constraint that has none of the others.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Each <c>policy/rule</c>, or <c>request</c>.</summary>
    public required IReadOnlyList<string> From { get; init; }
}

/// <summary>A preferred constraint that was dropped.</summary>
/// <param name="Value">A number, boolean or list.</param>
/// <param name="From"><c>policy/rule</c>.</param>
public sealed record GivenUpConstraint(string Constraint, JsonElement Value, string From, string Because);

/// <summary>An advisory constraint, which is only reported.</summary>
/// <param name="Found">The chosen endpoint's value in the catalog.</param>
/// <param name="Met">The chosen endpoint satisfies it.</param>
public sealed record DecisionAdvisory(string Constraint, JsonElement Value, string Found, bool Met, string From);

/// <summary>A waiver that lifted a constraint.</summary>
/// <param name="Expires">Last date of validity.</param>
public sealed record DecisionWaiver(string Id, string Rule, string Constraint, string ApprovedBy, string Reason, DateOnly Expires);

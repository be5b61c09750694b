using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Names;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Drawing;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Testing;

/// <summary>A request, the circumstances of its decision, and the decision.</summary>
public sealed record DecidedRequest
{
    internal DecidedRequest(RecordedRequest asked, DateTimeOffset at, Decision decision, PolicyWorld world) =>
        (Asked, At, Decision, World) = (asked, at, decision, world);

    public DecisionRequest Request => Asked.Request;

    public DateTimeOffset At { get; }

    /// <summary>With its trace.</summary>
    public Decision Decision { get; }

    /// <summary>The policies and catalog that decided it, for further requests.</summary>
    public PolicyWorld World { get; }

    /// <summary>The request with its classification.</summary>
    internal RecordedRequest Asked { get; }

    /// <summary>Null if the request was given instead of drawn.</summary>
    internal DrawnRequest? Drawn { get; init; }

    internal RequestFacts Facts { get; init; } = null!;

    /// <summary>
    /// A fact that the policy's rules read, wherever it comes from: the request, the credential or a default. As conditions write it, a
    /// string without quotes; null where it is unknown.
    /// </summary>
    /// <exception cref="ArgumentException">The policy has no such fact.</exception>
    public string? Fact(string name) => Facts.Schema.TryFind(name, out var slot)
        ? Facts[slot] is { IsKnown: true } value ? value.Text ?? value.ToString(Facts.Schema[slot].Type) : null
        : throw new ArgumentException(
            $"policy `{Request.Policy}` has no fact `{name}`{Suggestion.Clause(name, Facts.Schema.Facts.Select(fact => fact.Name))}",
            nameof(name));

    /// <summary>The same circumstances with the request altered.</summary>
    /// <exception cref="ArgumentException">The altered request does not fit the policy.</exception>
    public DecidedRequest Again(Func<DecisionRequest, DecisionRequest> alter) => World.Decide(Asked with { Request = alter(Request) }, At);

    /// <summary>The request in the record's format and a summary of the decision, as a failed property prints them.</summary>
    public override string ToString()
    {
        var answer = Decision is Denied denial
            ? $"denied: {EnumNames<DenialCode>.NameOf(denial.Code)}"
            : string.Join(", then ", Decision.Chain.Select(hop => (string)hop.Endpoint.Id));
        return $"{CompactJson.Render(Asked, RecordedRequestWriter.Write)}\n  at {Timestamps.Format(At)}\n  → {answer}";
    }
}

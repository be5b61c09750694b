using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Verification.Drawing;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Testing;

/// <summary>A request, the circumstances of its decision, and the decision.</summary>
/// <param name="Asked">The request with its classification.</param>
/// <param name="Decision">With its trace.</param>
/// <param name="World">The policies and catalog that decided it, for further requests.</param>
public sealed record DecidedRequest(RecordedRequest Asked, DateTimeOffset At, Decision Decision, PolicyWorld World)
{
    public DecisionRequest Request => Asked.Request;

    /// <summary>Null if the request was given instead of drawn.</summary>
    internal DrawnRequest? Drawn { get; init; }

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

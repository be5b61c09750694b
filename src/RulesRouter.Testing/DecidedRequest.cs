using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Verification.Drawing;
using RulesRouter.Wire.Decisions;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Testing;

/// <summary>A request, the circumstances it was put in, and what its policy decided.</summary>
/// <param name="Asked">The request with what was believed about its text.</param>
/// <param name="Decision">With its trace.</param>
/// <param name="World">Where it was decided: another request can be put to the same policies and catalog.</param>
public sealed record DecidedRequest(RecordedRequest Asked, DateTimeOffset At, Decision Decision, PolicyWorld World)
{
    public DecisionRequest Request => Asked.Request;

    /// <summary>Null where it was not drawn but given.</summary>
    internal DrawnRequest? Drawn { get; init; }

    /// <summary>The same circumstances with the request altered.</summary>
    /// <exception cref="ArgumentException">The altered request does not fit the policy.</exception>
    public DecidedRequest Again(Func<DecisionRequest, DecisionRequest> alter) => World.Decide(Asked with { Request = alter(Request) }, At);

    /// <summary>As a record would keep it, and the answer in a line: what a failed property prints.</summary>
    public override string ToString()
    {
        var answer = Decision.Denial is { } denial ? $"denied: {DecisionWriter.NameOf(denial.Code)}" : string.Join(", then ", Decision.Chain.Select(hop => (string)hop.Endpoint.Id));
        return $"{CompactJson.Render(Asked, RecordedRequestWriter.Write)}\n  at {DecisionWriter.Timestamp(At)}\n  → {answer}";
    }
}

using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting.Demands;

namespace RulesRouter.Evaluation.Selecting.Endpoints;

/// <summary>A set of constraints that many requests share, held against every endpoint once.</summary>
/// <param name="Meeting">The endpoints that meet every row but the open ones.</param>
/// <param name="Open">The rows whose figures differ from request to request.</param>
internal sealed record SharedMeeting(EndpointBits Meeting, ImmutableArray<CombinedConstraint> Open)
{
    public static SharedMeeting Of(ConstraintSet rules, EndpointView view)
    {
        var nobody = Consideration.OfNoRequest(view);
        var meeting = EndpointBits.All(view.Endpoints.Length);
        foreach (var row in rules.Rows.Where(row => !NumberNarrowing.IsOfRequest(row.Definition)))
        {
            ConstraintCheck.Narrow(row, meeting, nobody);
        }

        return new SharedMeeting(meeting, [.. rules.Rows.Where(row => NumberNarrowing.IsOfRequest(row.Definition))]);
    }
}

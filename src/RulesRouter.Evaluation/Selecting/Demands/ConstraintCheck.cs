using RulesRouter.Decisions;
using RulesRouter.Evaluation.Selecting.Endpoints;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>One row of the constraint table, as the matched rules and the request set it.</summary>
internal sealed class ConstraintCheck(CombinedConstraint row) : DemandCheck
{
    public override CombinedConstraint Row => row;

    public override bool Holds(Candidate candidate, Consideration on) => Holds(row, candidate, on);

    public override string Read(Candidate candidate, Consideration on) => FactReader.Read(row.Definition, candidate, on).ToString();

    public override double? Figure(Candidate candidate, Consideration on) => FactReader.Read(row.Definition, candidate, on).Number;

    public override void Narrow(EndpointBits alive, Consideration on) => Narrow(row, alive, on);

    /// <summary>Takes out whoever does not satisfy a row.</summary>
    public static void Narrow(CombinedConstraint row, EndpointBits alive, Consideration on)
    {
        if (row.Value is ConstraintValue.Number bound)
        {
            NumberNarrowing.Narrow(row.Definition, bound.Value, alive, on);
        }
        else
        {
            alive.And(on.View.Meeting(row.Definition, row.Value));
        }
    }

    protected override Demand Describe() => new(row.Definition.Name, InWords(), row.From);

    private static bool Holds(CombinedConstraint row, Candidate candidate, Consideration on) => FactReader.Read(row.Definition, candidate, on).Satisfies(row.Definition, row.Value);

    private string InWords() => row.Definition.Kind switch
    {
        ConstraintKind.UpperBound => $"at most {row.Value} {row.Definition.Unit}",
        ConstraintKind.LowerBound => $"at least {row.Value} {row.Definition.Unit}",
        ConstraintKind.MustHaveAll => $"all of {row.Value}",
        ConstraintKind.AllowedSet => $"within {row.Value}",
        ConstraintKind.ForbiddenSet => $"none of {row.Value}",
        _ => $"{row.Value}",
    };
}

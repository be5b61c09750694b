namespace RulesRouter.Obligations;

internal sealed class HumanReview() : ObligationDefinition("humanReview", ObligationKind.TrueWins)
{
    public override string Description => "a person approves the answer before it takes effect";
}

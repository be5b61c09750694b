namespace RulesRouter.Obligations;

internal sealed class Disclose() : ObligationDefinition("disclose", ObligationKind.TrueWins)
{
    public override string Description => "disclose to the reader that the answer is machine-generated";
}

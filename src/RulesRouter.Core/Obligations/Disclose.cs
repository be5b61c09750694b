namespace RulesRouter.Obligations;

internal sealed class Disclose() : ObligationDefinition("disclose", ObligationKind.TrueWins)
{
    public override string Description => "tell the reader that a machine wrote the answer";
}

namespace RulesRouter.Obligations;

internal sealed class StorePrompts() : ObligationDefinition("storePrompts", ObligationKind.FalseWins)
{
    public override string Description =>
        "whether the text of prompts may be kept; `false` wins and nothing inherited as `false` becomes `true`";
}

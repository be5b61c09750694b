namespace RulesRouter.Obligations;

public sealed class Redact() : ObligationDefinition("redact", ObligationKind.Union)
{
    public override string Description => "kinds of text to remove before the prompt is sent, such as secrets or personal-data";
}

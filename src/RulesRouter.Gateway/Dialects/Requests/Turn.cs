namespace RulesRouter.Gateway.Dialects.Requests;

/// <summary>What one side says at once.</summary>
internal sealed record Turn(RequestRole Role, List<RequestPart> Parts)
{
    public string AllText => string.Concat(Parts.OfType<RequestPart.Text>().Select(part => part.Value));
}

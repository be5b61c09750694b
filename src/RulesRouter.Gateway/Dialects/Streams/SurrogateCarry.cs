namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>Joins a character that the upstream divided between two deltas.</summary>
internal struct SurrogateCarry
{
    private char high;

    /// <summary>The delta, with the half that was left before and without the half that it leaves; empty if it is a half alone.</summary>
    public string Join(string delta)
    {
        if (high == default && (delta.Length == 0 || !char.IsHighSurrogate(delta[^1])))
        {
            return delta;
        }

        var joined = high == default ? delta : high + delta;
        high = default;
        if (joined.Length > 0 && char.IsHighSurrogate(joined[^1]))
        {
            high = joined[^1];
            joined = joined[..^1];
        }

        return joined;
    }
}

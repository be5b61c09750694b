namespace RulesRouter.Gateway.Redacting;

/// <summary>
/// The placeholders that responses which an upstream stores may repeat. In this process only, as they reveal values; the least recently
/// used are forgotten first.
/// </summary>
internal sealed class PlaceholderMemory
{
    /// <summary>Responses kept at least, unless they have too many values; twice as many at most.</summary>
    private const int Capacity = 5_000;

    /// <summary>Values of responses: about 20 MB. Beyond it older responses are forgotten.</summary>
    private const int MaxValues = 100_000;

    private readonly Lock access = new();
    private Dictionary<(string? KeyId, string Response), Placeholders> recent = [];
    private Dictionary<(string? KeyId, string Response), Placeholders> older = [];
    private int values;

    /// <summary>Null if unknown.</summary>
    public Placeholders? Of(string? keyId, string response)
    {
        lock (access)
        {
            if (!recent.TryGetValue((keyId, response), out var found) && older.TryGetValue((keyId, response), out found))
            {
                Add((keyId, response), found);
            }

            return found;
        }
    }

    public void Store(string? keyId, string response, Placeholders placeholders)
    {
        if (placeholders.IsEmpty)
        {
            return;
        }

        lock (access)
        {
            Add((keyId, response), placeholders);
        }
    }

    private void Add((string? KeyId, string Response) key, Placeholders placeholders)
    {
        if ((recent.Count >= Capacity || values >= MaxValues) && !recent.ContainsKey(key))
        {
            (older, recent, values) = (recent, [], 0);
        }

        recent[key] = placeholders;
        values += placeholders.Count;
    }
}

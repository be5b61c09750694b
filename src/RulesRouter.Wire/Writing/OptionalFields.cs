namespace RulesRouter.Wire.Writing;

/// <summary>Fields that are omitted where there is no value, and lists of strings.</summary>
internal static class OptionalFields
{
    /// <summary>Numbers that are not finite, which a classifier may return and JSON cannot express, are omitted too.</summary>
    public static void Optional(this CompactJson json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.Number(name, number);
        }
    }

    public static void Optional(this CompactJson json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            json.Boolean(name, flag);
        }
    }

    public static void Strings(this CompactJson json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.Name(name);
        json.Strings(texts);
    }

    public static void Strings(this CompactJson json, IEnumerable<string> texts)
    {
        json.StartArray();
        foreach (var text in texts)
        {
            json.String(text);
        }

        json.EndArray();
    }
}

using System.Text;

namespace RulesRouter.Redaction;

/// <summary>Finds the values of patterns in a text, in time linear in its length.</summary>
internal static class SensitiveText
{
    /// <summary>In the order of their places, without overlap: values that overlap are one.</summary>
    public static List<SensitivePlace> Find(string text, IReadOnlyList<SensitivePattern> patterns)
    {
        var places = new List<SensitivePlace>();
        foreach (var pattern in patterns)
        {
            pattern.Find(text, places);
        }

        return Joined(places);
    }

    /// <summary>The text with one placeholder for every value.</summary>
    public static string Removed(string text, IReadOnlyList<SensitivePattern> patterns, string placeholder)
    {
        var places = Find(text, patterns);
        return places.Count == 0 ? text : Replaced(text, places, _ => placeholder);
    }

    /// <param name="places">In order, without overlap.</param>
    public static string Replaced(string text, List<SensitivePlace> places, Func<SensitivePlace, string> replacement)
    {
        var result = new StringBuilder(text.Length);
        var read = 0;
        foreach (var place in places)
        {
            result.Append(text, read, place.Start - read).Append(replacement(place));
            read = place.End;
        }

        return result.Append(text, read, text.Length - read).ToString();
    }

    /// <summary>The longer of values that begin together names the placeholder.</summary>
    public static List<SensitivePlace> Joined(List<SensitivePlace> places)
    {
        if (places.Count < 2)
        {
            return places;
        }

        places.Sort((left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : right.Length.CompareTo(left.Length));
        var joined = new List<SensitivePlace> { places[0] };
        foreach (var place in places.Skip(1))
        {
            var last = joined[^1];
            if (place.Start >= last.End)
            {
                joined.Add(place);
            }
            else if (place.End > last.End)
            {
                joined[^1] = last with { Length = place.End - last.Start };
            }
        }

        return joined;
    }
}

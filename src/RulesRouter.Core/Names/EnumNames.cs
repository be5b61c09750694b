using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace RulesRouter.Names;

/// <summary>
/// The spelling of an enumeration's members in policies, JSON and files: the member's words in lower case, joined by hyphens
/// (<c>RateLimited</c> is <c>rate-limited</c>), unless the member has a <see cref="SpellingAttribute"/>. Members are numbered from 0.
/// </summary>
[SuppressMessage("Design", "CA1000", Justification = "Each enumeration has one table of names, and a call names the enumeration.")]
internal static class EnumNames<T>
    where T : struct, Enum
{
    /// <summary>Every spelling, in the order of the members.</summary>
    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<T>().Select(SpellingOf)];

    /// <param name="value">A declared member.</param>
    public static string NameOf(T value) => All[IndexOf(value)];

    /// <summary>Case-sensitive; false for null and for any string that is not a spelling.</summary>
    public static bool TryParse(string? name, out T value)
    {
        var index = name is null ? -1 : All.IndexOf(name);
        value = index < 0 ? default : Unsafe.As<int, T>(ref index);
        return index >= 0;
    }

    private static int IndexOf(T value) => Unsafe.As<T, int>(ref value);

    private static string SpellingOf(T value, int index)
    {
        if (Enum.GetUnderlyingType(typeof(T)) != typeof(int) || IndexOf(value) != index)
        {
            throw new InvalidOperationException($"the members of {typeof(T).Name} are not numbered from 0");
        }

        var member = value.ToString();
        return typeof(T).GetField(member)!.GetCustomAttribute<SpellingAttribute>()?.Name ?? Hyphenated(member);
    }

    private static string Hyphenated(string member)
    {
        var words = new StringBuilder(member.Length + 4);
        foreach (var letter in member)
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append('-');
            }

            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace RulesRouter.Wire.Reading;

/// <summary>The fields of an object, in the order of an enumeration that lists them.</summary>
internal sealed class FieldNames
{
    private readonly byte[][] utf8;

    private FieldNames(ImmutableArray<string> all)
    {
        All = all;
        utf8 = [.. all.Select(Encoding.UTF8.GetBytes)];
    }

    public ImmutableArray<string> All { get; }

    public string this[int index] => All[index];

    /// <summary>
    /// A field for every member of an enumeration of at most 128: the member <c>MaxOutputTokens</c> is the field <c>maxOutputTokens</c>.
    /// </summary>
    public static FieldNames Of<T>()
        where T : struct, Enum => new([.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)]);

    /// <summary>The same in the spelling of other APIs: the member <c>MaxOutputTokens</c> is the field <c>max_output_tokens</c>.</summary>
    public static FieldNames InSnakeCase<T>()
        where T : struct, Enum => new([.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)]);

    /// <summary>These fields, then those of the others that are not among them; at most 128.</summary>
    public FieldNames With(IEnumerable<string> others) => new([.. All.Concat(others).Distinct(StringComparer.Ordinal)]);

    /// <summary>The index of a key without escapes; -1 if there is no such field.</summary>
    /// <param name="expected">The index that is tried first.</param>
    public int IndexOf(ReadOnlySpan<byte> name, int expected)
    {
        if (expected < utf8.Length && name.SequenceEqual(utf8[expected]))
        {
            return expected;
        }

        for (var index = 0; index < utf8.Length; index++)
        {
            if (name.SequenceEqual(utf8[index]))
            {
                return index;
            }
        }

        return -1;
    }
}

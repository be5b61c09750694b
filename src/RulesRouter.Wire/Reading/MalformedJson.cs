using System.Text.Json;
using RulesRouter.Decisions;

namespace RulesRouter.Wire.Reading;

/// <summary>The rejection of input that is not JSON, the same for every reader.</summary>
internal static class MalformedJson
{
    public const string NotUnicode = "not a Unicode string: half of a surrogate pair, or bytes that are not UTF-8";

    public static RequestError Empty(string root) => new(root, "empty; expected JSON");

    /// <param name="root">JSON pointer to the input within the body it comes from.</param>
    public static RequestError At(JsonException exception, string root) =>
        new(
            root,
            $"not JSON, or nested deeper than {JsonPath.MaxDepth} levels: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
}

using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Problems;

/// <summary>Writes a rejected request as RFC 9457 problem details, every error with its JSON pointer.</summary>
internal static class ProblemWriter
{
    /// <param name="helpFor">The purpose of the field at a JSON pointer; empty if there is none.</param>
    public static void Write(
        CompactJson json, int status, string title, string detail, ImmutableArray<RequestError> errors, Func<string, string> helpFor)
    {
        json.StartObject();
        json.String("type"u8, "about:blank");
        json.String("title"u8, title);
        json.Number("status"u8, status);
        json.String("detail"u8, detail);
        if (!errors.IsEmpty)
        {
            json.StartArray("errors"u8);
            foreach (var error in errors)
            {
                Write(json, error, helpFor(error.Pointer));
            }

            json.EndArray();
        }

        json.EndObject();
    }

    private static void Write(CompactJson json, RequestError error, string help)
    {
        json.StartObject();
        json.String("pointer"u8, error.Pointer);
        json.String("message"u8, error.Message);
        if (help.Length > 0)
        {
            json.String("help"u8, help);
        }

        json.EndObject();
    }
}

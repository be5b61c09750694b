using System.Diagnostics;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>Reads <c>needs</c>.</summary>
internal static class NeedsReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Tools,
        Vision,
        StructuredOutput,
        Reasoning,
        Audio,
        Files,
        AudioOutput,
    }

    public static Needs Value(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return Needs.None;
        }

        bool? tools = null, vision = null, structuredOutput = null, reasoning = null, audio = null, files = null, audioOutput = null;
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.Tools:
                    tools = json.Boolean();
                    break;
                case Field.Vision:
                    vision = json.Boolean();
                    break;
                case Field.StructuredOutput:
                    structuredOutput = json.Boolean();
                    break;
                case Field.Reasoning:
                    reasoning = json.Boolean();
                    break;
                case Field.Audio:
                    audio = json.Boolean();
                    break;
                case Field.Files:
                    files = json.Boolean();
                    break;
                case Field.AudioOutput:
                    audioOutput = json.Boolean();
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new Needs(tools, vision, structuredOutput, reasoning, audio, files, audioOutput);
    }
}

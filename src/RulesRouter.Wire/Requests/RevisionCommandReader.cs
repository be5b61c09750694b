using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Decisions;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>The JSON of calls about revisions → <see cref="RevisionCommand"/>, or every error with its JSON pointer.</summary>
internal static class RevisionCommandReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Revision,
        Commit,
    }

    /// <summary>A command, or at least one error.</summary>
    public static (RevisionCommand? Command, ImmutableArray<RequestError> Errors) Read(ReadOnlySequence<byte> json) =>
        StrictReader.Read(json, static (ref reader) => Value(ref reader));

    private static RevisionCommand Value(ref StrictReader json)
    {
        string? revision = null, commit = null;
        if (json.IsObject())
        {
            var fields = new FieldSet();
            while (json.NextField(Names, ref fields))
            {
                switch ((Field)fields.Current)
                {
                    case Field.Revision:
                        revision = json.String();
                        break;
                    case Field.Commit:
                        commit = json.String();
                        break;
                    default:
                        throw new UnreachableException();
                }
            }
        }

        return new RevisionCommand(revision, commit);
    }
}

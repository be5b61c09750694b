using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Requests;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Requests;

/// <summary>Reads <c>messages</c>.</summary>
internal static class MessagesReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Role,
        Content,
    }

    public static ImmutableArray<Message> Value(ref StrictReader json)
    {
        if (!json.IsList("a list"))
        {
            return [];
        }

        var messages = ImmutableArray.CreateBuilder<Message>();
        for (var index = -1; json.NextItem(ref index);)
        {
            messages.Add(Message(ref json));
        }

        return messages.DrainToImmutable();
    }

    private static Message Message(ref StrictReader json)
    {
        string role = "", content = "";
        if (json.IsObject())
        {
            var fields = new FieldSet();
            while (json.NextField(Names, ref fields))
            {
                switch ((Field)fields.Current)
                {
                    case Field.Role:
                        role = json.String() ?? "";
                        break;
                    case Field.Content:
                        content = json.String() ?? "";
                        break;
                    default:
                        throw new UnreachableException();
                }
            }

            json.Require(Names, fields);
        }

        return new Message(role, content);
    }
}

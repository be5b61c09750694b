using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Conversations;

/// <summary>Reads the function or the custom tool in a call: <c>{ "name": …, "arguments": … }</c>.</summary>
internal static class CallReader
{
    private static readonly FieldNames Names = FieldNames.InSnakeCase<Field>();

    private enum Field
    {
        Name,
        Arguments,
        Input,
        Namespace,
    }

    public static void Read(ref StrictReader json, ref Node node)
    {
        if (!json.IsObject())
        {
            return;
        }

        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.Name:
                    node.Name = json.String();
                    break;
                case Field.Arguments or Field.Input:
                    node.Arguments = NodeReader.Arguments(ref json);
                    break;
                case Field.Namespace:
                    json.Skip();
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using RulesRouter.Requests;

namespace RulesRouter.Policies;

/// <summary>An attribute that the credential or the service sets, as a request has it.</summary>
internal static class CredentialAttribute
{
    /// <param name="declared">The attributes of the policy, whose default applies where the credential sets none.</param>
    /// <returns>Null if there is no value.</returns>
    public static string? ValueOf(string name, IEnumerable<AttributeDeclaration> declared, DecisionRequest request)
    {
        if (request.KeyAttributes.TryGetValue(name, out var keyed))
        {
            return TextOf(keyed);
        }

        var attribute = declared.FirstOrDefault(one => one.Name == name);
        return attribute is { Default: { IsKnown: true } value } ? value.Text ?? value.ToString(attribute.Type) : null;
    }

    private static string TextOf(AttributeValue value) => value switch
    {
        AttributeValue.String text => text.Value,
        AttributeValue.Number number => number.Value.ToString("R", CultureInfo.InvariantCulture),
        AttributeValue.Boolean flag => flag.Value ? "true" : "false",
        AttributeValue.List list => $"[{string.Join(", ", list.Values)}]",
        _ => throw new UnreachableException($"{value}"),
    };
}

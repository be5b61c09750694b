using Acornima.Ast;
using RulesRouter.Diagnostics;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Scripts;

/// <summary>Checks the endpoint fields that a script reads: a misspelt field would be <c>undefined</c>, and every score unknown.</summary>
internal static class EndpointFieldCheck
{
    /// <summary>The fields that no endpoint has. Empty if the script rebinds the endpoint's name.</summary>
    public static IEnumerable<Identifier> Unknown(ScriptDeclaration script, Node body)
    {
        if (!script.TakesEndpoint || All(body).Any(node => Binds(node, script.Inputs[0].Name)))
        {
            return [];
        }

        return All(body)
            .SelectMany(node => Read(node, script.Inputs[0].Name))
            .Where(field => !ScriptEndpoint.Fields.Any(known => known.Name == field.Name));
    }

    public static string Help(string field)
    {
        var names = ScriptEndpoint.Fields.Select(known => known.Name).ToList();
        return Suggestion.DidYouMean(field, names, $"an endpoint has {string.Join(", ", names)}");
    }

    private static IEnumerable<Identifier> Read(Node node, string endpoint) => node switch
    {
        MemberExpression { Computed: false, Object: Identifier of, Property: Identifier field } when of.Name == endpoint => [field],
        VariableDeclarator { Id: ObjectPattern pattern, Init: Identifier of } when of.Name == endpoint =>
            pattern.Properties.OfType<Property>()
                .Where(property => !property.Computed)
                .Select(property => property.Key)
                .OfType<Identifier>(),
        _ => [],
    };

    private static bool Binds(Node node, string name) => node switch
    {
        VariableDeclarator declared => Names(declared.Id, name),
        IFunction function => function.Params.Any(parameter => Names(parameter, name)),
        AssignmentExpression assignment => Names(assignment.Left, name),
        _ => false,
    };

    private static bool Names(Node pattern, string name) => All(pattern).OfType<Identifier>().Any(identifier => identifier.Name == name);

    private static IEnumerable<Node> All(Node node) => node.ChildNodes.SelectMany(All).Prepend(node);
}

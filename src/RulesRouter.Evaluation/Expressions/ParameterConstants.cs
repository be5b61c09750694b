using System.Linq.Expressions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>Puts the values of parameters in the place of their names, before a tree is bound: to everything after, they are constants.</summary>
internal sealed class ParameterConstants(IReadOnlyDictionary<string, ResolvedParameter> parameters) : ExpressionVisitor
{
    protected override Expression VisitMember(MemberExpression node) =>
        node.Expression is MemberExpression { Member.Name: FactsType.ParameterGroup, Expression: ParameterExpression } && parameters.TryGetValue(node.Member.Name, out var parameter)
            ? Expression.Constant(ValueOf(parameter), node.Type)
            : base.VisitMember(node);

    private static object ValueOf(ResolvedParameter parameter) => parameter.Declaration.Type switch
    {
        FactType.Boolean => parameter.Value.Flag,
        FactType.Number => parameter.Value.Number,
        _ => parameter.Value.Text!,
    };
}

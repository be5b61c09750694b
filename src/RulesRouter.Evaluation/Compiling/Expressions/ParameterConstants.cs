using System.Linq.Expressions;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Replaces parameters by their values before a tree is bound; later steps see constants.</summary>
internal sealed class ParameterConstants(IReadOnlyDictionary<string, ResolvedParameter> parameters) : ExpressionVisitor
{
    protected override Expression VisitMember(MemberExpression node) =>
        node.Expression is MemberExpression { Member.Name: FactsType.ParameterGroup, Expression: ParameterExpression }
            && parameters.TryGetValue(node.Member.Name, out var parameter)
            ? Expression.Constant(ValueOf(parameter), node.Type)
            : base.VisitMember(node);

    private static object ValueOf(ResolvedParameter parameter) => parameter.Declaration.Type switch
    {
        FactType.Boolean => parameter.Value.Flag,
        FactType.Number => parameter.Value.Number,
        FactType.String or FactType.Enum or FactType.Set => parameter.Value.Text!,
    };
}

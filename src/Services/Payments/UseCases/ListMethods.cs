using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments;

/// <summary>Anybody may see how a club takes money.</summary>
internal static class ListMethods
{
    internal sealed record Answer(IReadOnlyList<PaymentMethod> Methods);

    public static void Map(Doors doors) => doors.Api.MapGet("/payments/methods", HandleAsync).WithSummary("How this club takes money");

    private static async Task<Answer> HandleAsync(IPayments payments, CancellationToken stop) => new(await payments.MethodsAsync(stop));
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments;

/// <summary>The payer's browser comes back. That proves nothing; it is only a good moment to ask the provider.</summary>
internal static class ReturnFromProvider
{
    public static string PathOf(Guid paymentId) => $"/pay/return/{paymentId}";

    public static void Map(Doors doors) => doors.Club.MapGet("/pay/return/{id:guid}", HandleAsync);

    private static async Task<IResult> HandleAsync(Guid id, ProviderWord provider, CancellationToken stop) =>
        await provider.AskAsync(id, stop) is { } payment ? Results.LocalRedirect(payment.ReturnPath ?? "/") : Refusal.NotFound("This payment");
}

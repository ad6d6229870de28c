using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Payments.JazzCash;

namespace PadelSaaS.Payments.EasyPaisa;

/// <summary>A payment as an inquiry tells it.</summary>
/// <param name="Status"><see langword="null"/> while EasyPaisa knows none, or the inquiry itself failed.</param>
/// <param name="AmountMinor"><see langword="null"/> where the answer says none, or one that is no whole number of paisa.</param>
internal sealed record EasyPaisaInquiry(string? OrderId, string? StoreId, string? Status, long? AmountMinor);

/// <summary>What is asked of EasyPaisa by program.</summary>
internal sealed class EasyPaisaClient(WalletAddress address)
{
    public const string Section = "EasyPaisa";
    private const string Success = "0000";

    /// <summary>Asks what became of a payment.</summary>
    public async Task<EasyPaisaInquiry> InquireAsync(EasyPaisaAccount account, string reference, CancellationToken stop)
    {
        var headers = new Dictionary<string, string> { ["Credentials"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.UserName}:{account.Password}")) };
        var answer = await address.AskAsync(Section, address.Setting(Section, "InquiryPath", "/easypay-service/rest/v4/inquire-transaction"),
            new { orderId = reference, storeId = account.StoreId, accountNum = account.AccountNumber }, headers, stop);
        // "0000" says that the call went well, and nothing about the payment.
        if (Text(answer, "responseCode") != Success) return new EasyPaisaInquiry(null, null, null, null);
        return new EasyPaisaInquiry(Text(answer, "orderId"), Text(answer, "storeId"), Text(answer, "transactionStatus"), Amount(answer["transactionAmount"]));
    }

    private static string? Text(JsonNode answer, string name) => answer[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    // Seen as a number and as a text.
    private static long? Amount(JsonNode? said) =>
        said is JsonValue && decimal.TryParse(said.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rupees) ? EasyPaisaForm.Paisa(rupees) : null;
}

// What a merchant does with Stripe, by Stripe's own client: every step that our adapter takes, and those that only others take.
import assert from "node:assert/strict";

const off = { enabled: true, allow_redirects: "never" };
const charge = (amount, more = {}) => ({ amount, currency: "eur", payment_method: "pm_card_visa", confirm: true, automatic_payment_methods: off, ...more });
const at = (club) => ({ stripeAccount: club });
const total = (balance) => [...balance.available, ...balance.pending].reduce((sum, one) => sum + one.amount, 0);

async function club({ stripe, control }) {
  const account = await stripe.accounts.create({
    country: "ES", email: "club@example.test", controller: { stripe_dashboard: { type: "express" }, fees: { payer: "account" }, losses: { payments: "application" }, requirement_collection: "stripe" },
    capabilities: { card_payments: { requested: true }, transfers: { requested: true } }, metadata: { tenant_id: "t1" },
  });
  await control(`/control/accounts/${account.id}/complete`);
  return account.id;
}

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was refused");
}

export const scenarios = {
  async "an account is opened, lacks everything, and is ready when all was said"({ stripe, control }) {
    const account = await stripe.accounts.create({ type: "express", country: "GB", capabilities: { transfers: { requested: true }, card_payments: { requested: true } } });
    assert.equal(account.charges_enabled, false);
    assert.ok(account.requirements.currently_due.includes("external_account"));
    assert.equal((await refusal(() => stripe.paymentIntents.create(charge(1000), at(account.id)))).type, "StripeInvalidRequestError");
    const link = await stripe.accountLinks.create({ account: account.id, type: "account_onboarding", refresh_url: "https://x.test/r", return_url: "https://x.test/ok", collection_options: { fields: "eventually_due" } });
    assert.equal(link.object, "account_link");
    assert.ok(link.expires_at > Date.now() / 1000);
    assert.ok(new URL(link.url).pathname.startsWith("/dev/stripe/connect/"));
    await control(`/control/accounts/${account.id}/complete`);
    const ready = await stripe.accounts.retrieve(account.id);
    assert.deepEqual([ready.charges_enabled, ready.payouts_enabled, ready.details_submitted, ready.requirements.currently_due.length], [true, true, true, 0]);
    assert.equal((await stripe.accounts.createLoginLink(account.id)).object, "login_link");
    await control(`/control/accounts/${account.id}/stop`, { reason: "requirements.past_due" });
    assert.equal((await stripe.accounts.retrieve(account.id)).requirements.disabled_reason, "requirements.past_due");
  },

  async "an account of the second version tells what it is asked to include"({ stripe, control }) {
    const account = await stripe.v2.core.accounts.create({
      contact_email: "club@example.test", display_name: "Club", dashboard: "express", identity: { country: "es", entity_type: "company" },
      defaults: { currency: "eur", responsibilities: { fees_collector: "application", losses_collector: "application" } },
      configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } }, merchant: { capabilities: { card_payments: { requested: true } } } },
      include: ["configuration.recipient", "requirements"],
    });
    assert.equal(account.object, "v2.core.account");
    assert.equal(account.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status, "restricted");
    assert.ok(account.requirements.entries.length > 0);
    const link = await stripe.v2.core.accountLinks.create({ account: account.id, use_case: { type: "account_onboarding", account_onboarding: { configurations: ["recipient"], refresh_url: "https://x.test/r", return_url: "https://x.test/ok" } } });
    assert.equal(link.account, account.id);
    await control(`/control/accounts/${account.id}/complete`);
    const ready = await stripe.v2.core.accounts.retrieve(account.id, { include: ["configuration.recipient", "configuration.merchant"] });
    assert.equal(ready.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status, "active");
    assert.equal(ready.configuration.merchant.capabilities.card_payments.status, "active");
    assert.equal((await stripe.v2.core.accounts.retrieve(account.id)).configuration ?? null, null);
  },

  async "a direct charge, its fees, and a refund that gives commission back"(world) {
    const { stripe } = world;
    const id = await club(world);
    const before = total(await stripe.balance.retrieve());
    const paid = await stripe.paymentIntents.create(charge(4000, { application_fee_amount: 200, metadata: { booking_id: "b1" }, expand: ["latest_charge.balance_transaction"] }), at(id));
    assert.deepEqual([paid.status, paid.amount_received, paid.latest_charge.balance_transaction.fee, paid.latest_charge.balance_transaction.net], ["succeeded", 4000, 285, 3715]);
    assert.equal(total(await stripe.balance.retrieve({}, at(id))), 3715);
    assert.equal(total(await stripe.balance.retrieve()) - before, 200);
    const fee = await stripe.applicationFees.retrieve(paid.latest_charge.application_fee);
    assert.deepEqual([fee.account, fee.amount, fee.charge], [id, 200, paid.latest_charge.id]);

    const part = await stripe.refunds.create({ payment_intent: paid.id, amount: 1000, refund_application_fee: true, reason: "requested_by_customer" }, at(id));
    assert.equal(part.status, "succeeded");
    assert.equal((await stripe.applicationFees.retrieve(fee.id)).amount_refunded, 50);
    const given = await stripe.applicationFees.createRefund(fee.id, { amount: 30 });
    assert.equal(given.amount, 30);
    await stripe.refunds.create({ payment_intent: paid.id, refund_application_fee: true }, at(id));
    const back = await stripe.applicationFees.retrieve(fee.id);
    assert.deepEqual([back.amount_refunded, back.refunded, back.refunds.data.length], [200, true, 3]);
    assert.equal(total(await stripe.balance.retrieve()) - before, 0);
    assert.equal(total(await stripe.balance.retrieve({}, at(id))), -85);
    assert.equal((await refusal(() => stripe.refunds.create({ payment_intent: paid.id }, at(id)))).code, "charge_already_refunded");
    assert.equal((await stripe.charges.retrieve(paid.latest_charge.id, {}, at(id))).refunded, true);
    assert.equal((await stripe.refunds.list({ payment_intent: paid.id }, at(id))).data.length, 2);
  },

  async "a destination charge, its transfer, and a refund that reverses both"(world) {
    const { stripe } = world;
    const id = await club(world);
    const before = total(await stripe.balance.retrieve());
    const paid = await stripe.paymentIntents.create(charge(4000, { application_fee_amount: 400, transfer_data: { destination: id }, transfer_group: "booking_b2", on_behalf_of: id, expand: ["latest_charge.transfer"] }));
    assert.equal(paid.latest_charge.transfer.amount, 4000);
    assert.deepEqual([total(await stripe.balance.retrieve({}, at(id))), total(await stripe.balance.retrieve()) - before], [3600, 400 - 85]);
    const refund = await stripe.refunds.create({ payment_intent: paid.id, amount: 1000, reverse_transfer: true, refund_application_fee: true, expand: ["transfer_reversal"] });
    assert.equal(refund.transfer_reversal.amount, 1000);
    assert.deepEqual([total(await stripe.balance.retrieve({}, at(id))), total(await stripe.balance.retrieve()) - before], [2700, 400 - 85 - 100]);
    // With both flags false the platform pays all of it.
    await stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
    assert.deepEqual([total(await stripe.balance.retrieve({}, at(id))), total(await stripe.balance.retrieve()) - before], [2700, 400 - 85 - 100 - 500]);
    const reversal = await stripe.transfers.createReversal(paid.latest_charge.transfer.id, { amount: 450 });
    assert.equal(reversal.amount, 450);
    assert.equal((await stripe.transfers.list({ transfer_group: "booking_b2" })).data[0].amount_reversed, 1450);
  },

  async "money is handed on separately, bound to its charge"(world) {
    const { stripe } = world;
    const id = await club(world);
    const paid = await stripe.paymentIntents.create(charge(4000, { transfer_group: "booking_b3" }));
    const transfer = await stripe.transfers.create({ amount: 3600, currency: "eur", destination: id, source_transaction: paid.latest_charge, transfer_group: "booking_b3" });
    assert.equal(transfer.destination, id);
    assert.equal((await refusal(() => stripe.transfers.create({ amount: 500, currency: "eur", destination: id, source_transaction: paid.latest_charge }))).type, "StripeInvalidRequestError");
    assert.equal((await refusal(() => stripe.transfers.create({ amount: 9000000, currency: "eur", destination: id }))).code, "balance_insufficient");
    assert.equal((await stripe.transfers.createReversal(transfer.id, { amount: 1800 })).object, "transfer_reversal");
  },

  async "a hold is taken in part, another one let go"(world) {
    const { stripe } = world;
    const id = await club(world);
    const held = await stripe.paymentIntents.create(charge(1000, { capture_method: "manual", application_fee_amount: 100, expand: ["latest_charge"] }), at(id));
    assert.deepEqual([held.status, held.amount_capturable], ["requires_capture", 1000]);
    assert.ok(held.latest_charge.payment_method_details.card.capture_before > Date.now() / 1000 + 6 * 86400);
    const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 700, application_fee_amount: 70 }, at(id));
    assert.deepEqual([taken.status, taken.amount_received], ["succeeded", 700]);
    const other = await stripe.paymentIntents.create(charge(1000, { capture_method: "manual" }), at(id));
    const gone = await stripe.paymentIntents.cancel(other.id, { cancellation_reason: "abandoned" }, at(id));
    assert.deepEqual([gone.status, gone.cancellation_reason], ["canceled", "abandoned"]);
    assert.equal((await refusal(() => stripe.paymentIntents.capture(other.id, {}, at(id)))).code, "payment_intent_unexpected_state");
    assert.equal((await refusal(() => stripe.paymentIntents.cancel(taken.id, {}, at(id)))).code, "payment_intent_unexpected_state");
  },

  async "an intent is made, changed, confirmed; a card says no; search and lists find it"(world) {
    const { stripe } = world;
    const id = await club(world);
    const made = await stripe.paymentIntents.create({ amount: 2000, currency: "eur", automatic_payment_methods: off, metadata: { share_id: "s1" } }, at(id));
    assert.equal(made.status, "requires_payment_method");
    const changed = await stripe.paymentIntents.update(made.id, { amount: 2500, application_fee_amount: 25, metadata: { note: "a&b = c", share_id: "s2" }, description: "Court 1 – 90 min" }, at(id));
    assert.deepEqual([changed.amount, changed.metadata], [2500, { share_id: "s2", note: "a&b = c" }]);
    assert.deepEqual((await stripe.paymentIntents.update(made.id, { metadata: { note: null } }, at(id))).metadata, { share_id: "s2" });
    const no = await refusal(() => stripe.paymentIntents.confirm(made.id, { payment_method: "pm_card_visa_chargeDeclinedInsufficientFunds" }, at(id)));
    assert.deepEqual([no.type, no.statusCode, no.code, no.decline_code, no.payment_intent.status], ["StripeCardError", 402, "card_declined", "insufficient_funds", "requires_payment_method"]);
    assert.equal((await stripe.paymentIntents.confirm(made.id, { payment_method: "pm_card_visa" }, at(id))).status, "succeeded");
    const found = await stripe.paymentIntents.search({ query: "metadata['share_id']:'s2' AND status:'succeeded'" }, at(id));
    assert.deepEqual(found.data.map((one) => one.id), [made.id]);
    const all = [];
    for await (const one of stripe.charges.list({ payment_intent: made.id, limit: 1 }, at(id))) all.push(one.status);
    assert.deepEqual(all, ["succeeded", "failed"]);
  },

  async "a bank asks on the spot, and says no to who is away"(world) {
    const { stripe } = world;
    const id = await club(world);
    const asked = await stripe.paymentIntents.create(charge(1000, { payment_method: "pm_card_threeDSecure2Required", automatic_payment_methods: { enabled: true }, return_url: "https://x.test/back" }), at(id));
    assert.deepEqual([asked.status, asked.next_action.type], ["requires_action", "redirect_to_url"]);
    const page = await fetch(asked.next_action.redirect_to_url.url, { method: "POST", redirect: "manual", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "outcome=confirm" });
    assert.equal(page.status, 302);
    assert.equal((await stripe.paymentIntents.retrieve(asked.id, {}, at(id))).status, "succeeded");

    const customer = await stripe.customers.create({ email: "p@example.test", name: "Ali", metadata: { user_id: "u1" } }, at(id));
    const setup = await stripe.setupIntents.create({ customer: customer.id, usage: "off_session", automatic_payment_methods: off, payment_method: "pm_card_visa", confirm: true }, at(id));
    assert.equal(setup.status, "succeeded");
    const later = await stripe.paymentIntents.create(charge(1500, { customer: customer.id, payment_method: setup.payment_method, off_session: true }), at(id));
    assert.equal(later.status, "succeeded");
    const no = await refusal(() => stripe.paymentIntents.create(charge(1500, { customer: customer.id, payment_method: "pm_card_authenticationRequired", off_session: true }), at(id)));
    assert.deepEqual([no.statusCode, no.code, no.payment_intent.status], [402, "authentication_required", "requires_payment_method"]);
    assert.equal((await stripe.customers.listPaymentMethods(customer.id, { type: "card" }, at(id))).data.length, 1);
    const method = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_mastercard" } }, at(id));
    assert.equal((await stripe.paymentMethods.attach(method.id, { customer: customer.id }, at(id))).customer, customer.id);
    assert.equal((await stripe.paymentMethods.detach(method.id, {}, at(id))).customer, null);
  },

  async "payouts take what is available, arrive or come back"(world) {
    const { stripe, control } = world;
    const id = await club(world);
    await stripe.paymentIntents.create(charge(4000, { payment_method: "pm_card_bypassPending" }), at(id));
    await stripe.paymentIntents.create(charge(1000), at(id));
    const balance = await stripe.balance.retrieve({}, at(id));
    assert.deepEqual([balance.available[0].amount, balance.pending[0].amount], [4000 - 85, 1000 - 40]);
    assert.equal((await refusal(() => stripe.payouts.create({ amount: 4000, currency: "eur" }, at(id)))).code, "balance_insufficient");
    const first = await stripe.payouts.create({ amount: 1000, currency: "eur" }, at(id));
    await control(`/control/payouts/${first.id}/fail`, {}, id);
    assert.deepEqual([(await stripe.payouts.retrieve(first.id, {}, at(id))).status, (await stripe.balance.retrieve({}, at(id))).available[0].amount], ["failed", 3915]);
    const automatic = (await control("/control/payouts", {}, id)).data[0];
    assert.deepEqual([automatic.amount, automatic.automatic], [3915, true]);
    await control(`/control/payouts/${automatic.id}/arrive`, {}, id);
    assert.equal((await stripe.payouts.list({ limit: 5 }, at(id))).data[0].status, "paid");
    const within = await stripe.balanceTransactions.list({ payout: automatic.id, limit: 100 }, at(id));
    assert.equal(within.data.reduce((sum, one) => sum + one.net, 0), 0);
    assert.deepEqual(within.data.map((one) => one.type).sort(), ["charge", "payout", "payout", "payout_failure"]);
  },

  async "a dispute takes the money and gives it back when won; nothing is refunded meanwhile"(world) {
    const { stripe } = world;
    const id = await club(world);
    const paid = await stripe.paymentIntents.create(charge(4000, { payment_method: "pm_card_createDispute" }), at(id));
    assert.equal(total(await stripe.balance.retrieve({}, at(id))), 4000 - 85 - 4000 - 1500);
    assert.equal((await refusal(() => stripe.refunds.create({ payment_intent: paid.id }, at(id)))).code, "charge_disputed");
    const dispute = (await stripe.disputes.list({ payment_intent: paid.id }, at(id))).data[0];
    assert.deepEqual([dispute.status, dispute.reason, dispute.amount], ["needs_response", "fraudulent", 4000]);
    const answered = await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: "winning_evidence", customer_name: "Ali" } }, at(id));
    assert.equal(answered.status, "won");
    assert.equal(total(await stripe.balance.retrieve({}, at(id))), 4000 - 85);
    const other = await stripe.paymentIntents.create(charge(1000, { payment_method: "pm_card_createDisputeProductNotReceived" }), at(id));
    const lost = await stripe.disputes.close((await stripe.disputes.list({ payment_intent: other.id }, at(id))).data[0].id, {}, at(id));
    assert.equal(lost.status, "lost");
  },

  async "refunds that take their time, and one that fails"(world) {
    const { stripe, control } = world;
    const id = await club(world);
    const slow = await stripe.paymentIntents.create(charge(1000, { payment_method: "pm_card_pendingRefund" }), at(id));
    const pending = await stripe.refunds.create({ payment_intent: slow.id }, at(id));
    assert.equal(pending.status, "pending");
    await control(`/control/refunds/${pending.id}/settle`, {}, id);
    assert.equal((await stripe.refunds.retrieve(pending.id, {}, at(id))).status, "succeeded");
    const doomed = await stripe.paymentIntents.create(charge(1000, { payment_method: "pm_card_refundFail" }), at(id));
    const refund = await stripe.refunds.create({ payment_intent: doomed.id }, at(id));
    assert.equal(refund.status, "succeeded");
    await control(`/control/refunds/${refund.id}/fail`, {}, id);
    const failed = await stripe.refunds.retrieve(refund.id, { expand: ["failure_balance_transaction"] }, at(id));
    assert.deepEqual([failed.status, failed.failure_balance_transaction.amount], ["failed", 1000]);
    assert.equal((await stripe.charges.retrieve(doomed.latest_charge, {}, at(id))).amount_refunded, 0);
  },

  async "one key, one payment; another request under it is refused"(world) {
    const { stripe } = world;
    const id = await club(world);
    const key = { ...at(id), idempotencyKey: "booking-share:1:pi:v1" };
    const first = await stripe.paymentIntents.create(charge(1000), key);
    const again = await stripe.paymentIntents.create(charge(1000), key);
    assert.equal(again.id, first.id);
    assert.equal(again.lastResponse.headers["idempotent-replayed"], "true");
    const other = await refusal(() => stripe.paymentIntents.create(charge(1001), key));
    assert.deepEqual([other.type, other.statusCode], ["StripeIdempotencyError", 400]);
    const unknown = await refusal(() => stripe.paymentIntents.create({ ...charge(1000), colour: "green" }, at(id)));
    assert.deepEqual([unknown.code, unknown.param], ["parameter_unknown", "colour"]);
    const removed = await refusal(() => stripe.paymentIntents.create({ amount: 1000, currency: "eur", payment_method_types: ["card"] }, at(id)));
    assert.equal(removed.code, "payment_method_types_no_longer_supported");
  },

  async "troubles: 429, a 500 that is replayed, a 500 after which the work was done, a broken line"(world) {
    const { stripe, control } = world;
    const id = await club(world);
    await control("/faults", { kind: "rate_limit", account: id });
    assert.equal((await refusal(() => stripe.paymentIntents.create(charge(1000), at(id)))).type, "StripeRateLimitError");
    await control("/faults", { kind: "error", account: id });
    for (let i = 0; i < 2; i++) assert.equal((await refusal(() => stripe.paymentIntents.create(charge(1000), { ...at(id), idempotencyKey: "k500" }))).statusCode, 500);
    assert.equal((await stripe.paymentIntents.list({}, at(id))).data.length, 0);
    await control("/faults", { kind: "error_after", account: id });
    for (let i = 0; i < 2; i++) assert.equal((await refusal(() => stripe.paymentIntents.create(charge(1000, { metadata: { share_id: "x" } }), { ...at(id), idempotencyKey: "kafter" }))).statusCode, 500);
    assert.equal((await stripe.paymentIntents.search({ query: "metadata['share_id']:'x'" }, at(id))).data.length, 1);
    for (const kind of ["closed_after", "timeout_after"]) {
      // The client tries a line that broke once more by itself.
      await control("/faults", { kind, account: id, seconds: 1, times: 2 });
      assert.equal((await refusal(() => stripe.paymentIntents.create(charge(1000), { ...at(id), idempotencyKey: kind }))).type, "StripeConnectionError");
      assert.equal((await stripe.paymentIntents.create(charge(1000), { ...at(id), idempotencyKey: kind })).lastResponse.headers["idempotent-replayed"], "true");
    }
    assert.equal((await stripe.paymentIntents.list({}, at(id))).data.length, 3);
    await control("/faults", {}, undefined, "DELETE");
  },

  async "events come signed, and the client believes them"(world) {
    const { stripe, heard, until, hooks, Stripe } = world;
    const connect = await stripe.webhookEndpoints.create({ url: `${hooks}/connect`, connect: true, enabled_events: ["payment_intent.succeeded", "charge.refunded"] });
    const own = await stripe.webhookEndpoints.create({ url: `${hooks}/own`, enabled_events: ["*"] });
    const id = await club(world);
    const paid = await stripe.paymentIntents.create(charge(1000, { application_fee_amount: 50 }), at(id));
    const got = await until("payment_intent.succeeded", () => heard.find((one) => one.path === "/connect" && JSON.parse(one.body).data.object.id === paid.id));
    const event = stripe.webhooks.constructEvent(got.body, got.signature, connect.secret);
    assert.deepEqual([event.type, event.account, event.api_version, event.livemode, event.data.object.status], ["payment_intent.succeeded", id, "2026-10-28.endive", false, "succeeded"]);
    assert.throws(() => stripe.webhooks.constructEvent(got.body, got.signature, own.secret), Stripe.errors.StripeSignatureVerificationError);
    assert.throws(() => stripe.webhooks.constructEvent(got.body + " ", got.signature, connect.secret), Stripe.errors.StripeSignatureVerificationError);
    const fee = await until("application_fee.created", () => heard.find((one) => one.path === "/own" && JSON.parse(one.body).type === "application_fee.created"));
    assert.equal(stripe.webhooks.constructEvent(fee.body, fee.signature, own.secret).data.object.amount, 50);
    assert.equal((await stripe.events.retrieve(event.id, {}, at(id))).type, event.type);
    assert.equal((await stripe.events.list({ types: ["payment_intent.succeeded"] }, at(id))).data.length, 1);
    await stripe.webhookEndpoints.del(own.id);
    await stripe.webhookEndpoints.del(connect.id);
  },
};
